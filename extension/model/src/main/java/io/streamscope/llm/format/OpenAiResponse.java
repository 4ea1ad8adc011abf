/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.stream.Failure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A response, whole or as it is by now.
 *
 * <ul>
 *   <li>{@code id}, {@code model}: texts; so is {@code service_tier}, where {@code auto} is none
 *       yet
 *   <li>{@code conversation}: a text, or an object with an {@code id}
 *   <li>{@code usage}: see {@link OpenAiUsage}; {@code error}: see {@link OpenAiError}
 *   <li>{@code status}: with {@code completed} the finish reason is {@code stop}, as in a chat, or
 *       {@code tool_calls} if {@code output} has an item that the application is to answer; with
 *       {@code incomplete} it is the provider's own word, {@code incomplete_details.reason}; with
 *       any other there is none
 * </ul>
 *
 * <p>Source: OpenAI API reference, "The response object".
 */
final class OpenAiResponse {

  private static final Set<String> CALLS =
      Set.of(
          "function_call",
          "custom_tool_call",
          "computer_call",
          "local_shell_call",
          "shell_call",
          "apply_patch_call");

  private final JsonReader json;
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable String status;
  private @Nullable String serviceTier;
  private @Nullable String conversation;
  private @Nullable String incomplete;
  private boolean calls;
  private @Nullable GenAiUsage usage;
  private @Nullable Failure error;

  private OpenAiResponse(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value, as far as it goes; null if it is not an object. */
  static @Nullable OpenAiResponse read(JsonReader json) {
    OpenAiResponse response = new OpenAiResponse(json);
    return JsonMembers.members(json, response::member) ? response : null;
  }

  /** All that it says, of a response that has been asked for. */
  void tell(GenAiDelta delta) {
    tellIdentity(delta);
    delta.usage(usage);
    tellError(delta);
  }

  /** What it says of a response that others have asked for: neither its tokens nor its failure. */
  void tellRetrieved(GenAiDelta delta) {
    tellIdentity(delta);
    delta.fact(GenAiAttributes.RESPONSE_STATUS, status);
    if (status == null) {
      tellError(delta);
    }
  }

  private void tellIdentity(GenAiDelta delta) {
    delta
        .identity(id, model)
        .fact(
            GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER,
            "auto".equals(serviceTier) ? null : serviceTier)
        .fact(GenAiAttributes.CONVERSATION_ID, conversation);
    String reason = finishReason();
    if (reason != null) {
      delta.finish(0, reason);
    }
  }

  private void tellError(GenAiDelta delta) {
    if (error != null) {
      delta.error(error);
    } else if ("failed".equals(status)) {
      delta.error(Failure.said("failed", null));
    }
  }

  private @Nullable String finishReason() {
    if ("completed".equals(status)) {
      return calls ? "tool_calls" : "stop";
    }
    return "incomplete".equals(status) ? incomplete : null;
  }

  private void member(String name) {
    switch (name) {
      case "id" -> id = JsonMembers.text(json);
      case "model" -> model = JsonMembers.text(json);
      case "status" -> status = JsonMembers.text(json);
      case "service_tier" -> serviceTier = JsonMembers.text(json);
      case "conversation" -> conversation = conversation(json);
      case "incomplete_details" -> incomplete = textOf(json, "reason");
      case "output" -> {
        calls = false;
        JsonMembers.elements(json, place -> readItem());
      }
      case "usage" -> usage = OpenAiUsage.read(json);
      case "error" -> error = OpenAiError.read(json);
      default -> json.skipValue();
    }
  }

  private void readItem() {
    String type = textOf(json, "type");
    calls |= type != null && CALLS.contains(type);
  }

  /** Goes over the next value, a text or an object with an {@code id}. */
  static @Nullable String conversation(JsonReader json) {
    return json.peek() == JsonToken.STRING ? JsonMembers.text(json) : textOf(json, "id");
  }

  /** Goes over the next value, an object; the text that it has under a name. */
  static @Nullable String textOf(JsonReader json, String name) {
    Text found = new Text();
    JsonMembers.members(
        json,
        member -> {
          if (member.equals(name)) {
            found.value = JsonMembers.text(json);
          } else {
            json.skipValue();
          }
        });
    return found.value;
  }

  private static final class Text {
    private @Nullable String value;
  }
}
