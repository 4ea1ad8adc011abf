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
 * A text for speech, in its language or in English, whole or in events ({@link OpenAiEvent}). Its
 * usage counts tokens or is a duration, which says nothing here.
 *
 * <p>Source: OpenAI API reference, "Create transcription", "Create translation",
 * "transcript.text.delta", "transcript.text.done".
 */
public final class OpenAiTranscriptionFormat implements WireFormat {

  private static final String NO_CONTENT = "";

  /** The request is a form with the speech in it: there is nothing to read. */
  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {}

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    OpenAiEvent.read(name, event, delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiAnswer.readWhole(answer, NO_CONTENT, delta);
  }
}
