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
 * Moderations. An answer has an id and a model ({@link OpenAiAnswer}).
 *
 * <p>Source: OpenAI API reference, "Create moderation".
 */
public final class OpenAiModerationFormat implements WireFormat {

  private static final String NO_CONTENT = "";

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    OpenAiParameters.readAsked(request, "input", question);
  }

  /** There are none. */
  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    OpenAiAnswer.readWhole(event, NO_CONTENT, delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiAnswer.readWhole(answer, NO_CONTENT, delta);
  }
}
