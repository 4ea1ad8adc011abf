/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Chats of Cohere's API version 2, streamed or whole. What an answer means says {@link
 * CohereAnswer}. Has no state; takes no null, throws nothing.
 *
 * <p>Source: Cohere API reference (v2), "Chat", "Chat with streaming" and "Errors".
 */
public final class CohereChatFormat implements WireFormat {

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(
        request,
        name -> {
          switch (name) {
            case "messages" -> {
              question.asked();
              request.skipValue();
            }
            case "p" -> number(GenAiAttributes.REQUEST_TOP_P, request, question);
            case "k" -> number(GenAiAttributes.REQUEST_TOP_K, request, question);
            case "response_format" -> OpenAiParameters.outputType(request, question);
            default -> {
              if (!Parameters.read(name, request, question)) {
                request.skipValue();
              }
            }
          }
        });
  }

  private static void number(AttributeKey<Double> key, JsonReader json, GenAiQuestion question) {
    Parameters.put(question, key, JsonMembers.number(json));
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    CohereAnswer.read(event).tellEvent(delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    CohereAnswer.read(answer).tellAnswer(delta);
  }
}
