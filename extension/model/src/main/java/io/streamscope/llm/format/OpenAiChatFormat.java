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
 * Chat completions of OpenAI, streamed ({@code chat.completion.chunk}) or whole, and of whatever
 * speaks the same format. What an event means says {@link OpenAiAnswer}.
 *
 * <p>Source: OpenAI API reference, "Create chat completion", "The chat completion chunk object",
 * "The chat completion object".
 */
public final class OpenAiChatFormat implements WireFormat {

  private static final String PIECE = "delta";
  private static final String WHOLE = "message";

  private boolean identified;

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    question.parameter(GenAiAttributes.OPENAI_API_TYPE, "chat_completions");
    JsonMembers.members(request, name -> readMember(name, request, question));
  }

  private static void readMember(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "messages" -> {
        question.asked();
        request.skipValue();
      }
      case "reasoning_effort" ->
          Parameters.put(
              question, GenAiAttributes.REQUEST_REASONING_LEVEL, JsonMembers.text(request));
      case "response_format" -> OpenAiParameters.outputType(request, question);
      default -> OpenAiParameters.readOrSkip(name, request, question);
    }
  }

  /**
   * One with generated content is a chunk; one that is not exactly one JSON object tells nothing.
   */
  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    identified = OpenAiAnswer.readEvent(event, PIECE, identified, delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiAnswer.readWhole(answer, WHOLE, delta);
  }
}
