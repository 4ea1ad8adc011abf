/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.format.JsonMembers;
import io.streamscope.llm.format.OpenAiError;
import io.streamscope.llm.format.OpenAiUsage;
import io.streamscope.stream.Failure;
import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A response as it is by now, or as it is asked for.
 *
 * <ul>
 *   <li>{@code id}, {@code conversation_id}: texts
 *   <li>{@code status}: with {@code completed} the finish reason is {@code stop}, or {@code
 *       tool_calls} if there are any; with {@code incomplete} and {@code cancelled} it is the
 *       provider's word, {@code status_details.reason}; with {@code failed} there is a {@code
 *       status_details.error}
 *   <li>{@code output[].type}: a {@code function_call} is a tool that is asked for
 *   <li>{@code usage}: see {@link OpenAiUsage}
 *   <li>{@code output_modalities}, before {@code modalities}
 * </ul>
 */
final class OpenAiRealtimeResponse {

  private static final String CALL = "function_call";

  private final JsonReader json;
  private @Nullable String id;
  private @Nullable String conversation;
  private @Nullable String output;
  private String status = "completed";
  private @Nullable String reason;
  private @Nullable Failure error;
  private @Nullable GenAiUsage usage;
  private long toolCalls;

  private OpenAiRealtimeResponse(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object. */
  static @Nullable OpenAiRealtimeResponse read(JsonReader json) {
    OpenAiRealtimeResponse response = new OpenAiRealtimeResponse(json);
    return JsonMembers.members(json, response::member) ? response : null;
  }

  private void member(String name) {
    switch (name) {
      case "id" -> id = JsonMembers.text(json);
      case "conversation_id" -> conversation = JsonMembers.text(json);
      case "modalities", "output_modalities" ->
          output = OpenAiRealtimeSettings.outputType(JsonMembers.texts(json));
      case "status" -> {
        String said = JsonMembers.text(json);
        status = said == null ? status : said;
      }
      case "status_details" -> JsonMembers.members(json, this::detail);
      case "output" -> JsonMembers.elements(json, place -> JsonMembers.members(json, this::item));
      case "usage" -> usage = OpenAiUsage.read(json);
      default -> json.skipValue();
    }
  }

  private void detail(String name) {
    switch (name) {
      case "reason" -> reason = JsonMembers.text(json);
      case "error" -> error = OpenAiError.read(json);
      default -> json.skipValue();
    }
  }

  private void item(String name) {
    if (name.equals("type")) {
      toolCalls += CALL.equals(JsonMembers.text(json)) ? 1 : 0;
    } else {
      json.skipValue();
    }
  }

  @Nullable String id() {
    return id;
  }

  /** What kind of output it is to be, null if it does not say. */
  @Nullable String output() {
    return output;
  }

  /** All that it says of a generation but how it ends. */
  void tell(Generation generation, @Nullable String model) {
    generation.identity(id, model);
    generation.conversation(conversation);
    generation.usage(usage);
    generation.toolCallsInAll(toolCalls);
  }

  /** Why the model stopped, null if it is not told. */
  @Nullable String finishReason(boolean calls) {
    return switch (status) {
      case "completed" -> calls ? "tool_calls" : "stop";
      case "incomplete", "cancelled" -> reason;
      default -> null;
    };
  }

  /**
   * How it has ended.
   *
   * @param spokenOver whether the user has begun to speak meanwhile
   */
  StreamEnding ending(boolean spokenOver) {
    return switch (status) {
      case "cancelled" -> cancelled(spokenOver || "turn_detected".equals(reason));
      case "failed" ->
          new StreamEnding(
              StreamOutcome.ERROR, error == null ? Failure.said("failed", null) : error, null);
      default -> StreamEnding.of(StreamOutcome.COMPLETE, null);
    };
  }

  /** Somebody has stopped it: the user by speaking, or else the application. */
  static StreamEnding cancelled(boolean bySpeech) {
    return StreamEnding.of(StreamOutcome.CANCELLED, bySpeech ? "interrupted" : "application");
  }
}
