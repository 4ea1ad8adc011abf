/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Completions of a text, OpenAI's first API, streamed or whole: as {@link OpenAiAnswer} but with
 * the text in {@code choices[].text}.
 *
 * <p>Source: OpenAI API reference, "Completions (legacy)", "The completion object".
 */
public final class OpenAiCompletionFormat implements WireFormat {

  private static final String TEXT = "text";

  private boolean identified;

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    OpenAiParameters.readAsked(request, "prompt", question);
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    identified = OpenAiAnswer.readEvent(event, TEXT, identified, delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiAnswer.readWhole(answer, TEXT, delta);
  }
}
