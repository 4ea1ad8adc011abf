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
 * Messages of Anthropic, streamed or whole, also where Vertex AI or somebody else speaks the same
 * format. What an event means says {@link AnthropicEvent}. Counts of tokens that a later event does
 * not repeat stay as they were, so it has a state: one instance for each request, by one thread at
 * a time. Takes and throws no null, throws nothing.
 *
 * <p>Source: Anthropic API reference, "Messages", "Streaming messages" and "Errors".
 */
public final class AnthropicMessagesFormat implements WireFormat {

  private AnthropicUsage usage = AnthropicUsage.UNKNOWN;

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(
        request,
        name -> {
          if (!Parameters.read(name, request, question)) {
            readMember(name, request, question);
          }
        });
  }

  private static void readMember(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "messages" -> {
        question.asked();
        request.skipValue();
      }
      case "output_config" ->
          JsonMembers.members(request, member -> readOutput(member, request, question));
      case "output_format" -> OpenAiParameters.outputType(request, question);
      default -> request.skipValue();
    }
  }

  private static void readOutput(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "effort" ->
          Parameters.put(
              question, GenAiAttributes.REQUEST_REASONING_LEVEL, JsonMembers.text(request));
      case "format" -> OpenAiParameters.outputType(request, question);
      default -> request.skipValue();
    }
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    AnthropicEvent read = AnthropicEvent.read(event);
    if (read.isWhole()) {
      usage = read.usage().after(usage);
      read.said(usage).tellEvent(delta);
    }
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    AnthropicEvent read = AnthropicEvent.read(answer);
    read.said(read.usage()).tellAnswer(delta);
  }
}
