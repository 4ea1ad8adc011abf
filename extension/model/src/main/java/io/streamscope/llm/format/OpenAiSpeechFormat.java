/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Speech for a text. The answer is audio and no document, unless {@code stream_format} is {@code
 * sse}: then it comes in events ({@link OpenAiEvent}), and the last one has a usage.
 *
 * <p>Source: OpenAI API reference, "Create speech", "speech.audio.delta", "speech.audio.done".
 */
public final class OpenAiSpeechFormat implements WireFormat {

  private static final String NO_CONTENT = "";

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(request, name -> readMember(name, request, question));
    question.parameter(GenAiAttributes.OUTPUT_TYPE, "speech");
  }

  private static void readMember(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "input" -> {
        question.asked();
        request.skipValue();
      }
      case "stream_format" -> {
        if ("sse".equals(JsonMembers.text(request))) {
          question.streamed(true);
        }
      }
      default -> OpenAiParameters.readOrSkip(name, request, question);
    }
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    OpenAiEvent.read(name, event, delta);
  }

  /** What there is instead of audio: an error. */
  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiAnswer.readWhole(answer, NO_CONTENT, delta);
  }
}
