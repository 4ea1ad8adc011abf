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
 * Responses of OpenAI, in events ({@link OpenAiEvent}) or whole ({@link OpenAiResponse}), and of
 * whatever speaks the same format.
 *
 * <p>Source: OpenAI API reference, "Create a model response", "Responses: streaming events".
 */
public final class OpenAiResponsesFormat implements WireFormat {

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    question.parameter(GenAiAttributes.OPENAI_API_TYPE, "responses");
    JsonMembers.members(request, name -> readMember(name, request, question));
  }

  private static void readMember(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "input", "prompt" -> {
        question.asked();
        request.skipValue();
      }
      case "reasoning" ->
          Parameters.put(
              question,
              GenAiAttributes.REQUEST_REASONING_LEVEL,
              OpenAiResponse.textOf(request, "effort"));
      case "previous_response_id" ->
          Parameters.put(
              question, GenAiAttributes.REQUEST_PREVIOUS_RESPONSE_ID, JsonMembers.text(request));
      case "conversation" ->
          Parameters.put(
              question, GenAiAttributes.CONVERSATION_ID, OpenAiResponse.conversation(request));
      case "text" -> readText(request, question);
      default -> OpenAiParameters.readOrSkip(name, request, question);
    }
  }

  private static void readText(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(
        request,
        name -> {
          if (name.equals("format")) {
            OpenAiParameters.outputType(request, question);
          } else {
            request.skipValue();
          }
        });
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    OpenAiResponse response = OpenAiEvent.read(name, event, delta);
    if (response != null) {
      response.tell(delta);
    }
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiResponse response = OpenAiResponse.read(answer);
    if (response != null) {
      response.tell(delta);
    }
  }
}
