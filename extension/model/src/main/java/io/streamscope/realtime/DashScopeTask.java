/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.TokenKind;
import io.streamscope.llm.format.JsonMembers;
import org.jspecify.annotations.Nullable;

/**
 * An event of one of DashScope's tasks, of either side, read in full.
 *
 * <ul>
 *   <li>{@code header}: {@code action} or {@code event}, {@code task_id}, {@code error_code},
 *       {@code error_message}
 *   <li>{@code payload}: {@code task}, {@code model}, {@code parameters.format}, {@code
 *       parameters.sample_rate}
 *   <li>{@code payload.input}, {@code payload.output}: content if there is a {@code text} or {@code
 *       content} that is not empty anywhere in it; a {@code finish_reason}, which is the text
 *       "null" until there is one
 *   <li>{@code payload.usage}: {@code input_tokens}, {@code output_tokens}, {@code characters}
 * </ul>
 */
final class DashScopeTask {

  private static final int DEPTH_MAX = 8;

  private final JsonReader json;
  private String action = "";
  private String event = "";
  private @Nullable String id;
  private @Nullable String errorCode;
  private @Nullable String message;
  private String task = "";
  private @Nullable String model;
  private @Nullable String format;
  private long rate;
  private boolean content;
  private @Nullable String finishReason;
  private @Nullable GenAiUsage usage;
  private long characters = JsonMembers.NONE;

  private DashScopeTask(JsonReader json) {
    this.json = json;
  }

  /** Null if it is none, or damaged. */
  static @Nullable DashScopeTask read(JsonReader json) {
    DashScopeTask event = new DashScopeTask(json);
    return JsonMembers.members(json, event::member) && !json.failed() ? event : null;
  }

  private void member(String name) {
    switch (name) {
      case "header" -> JsonMembers.members(json, this::header);
      case "payload" -> JsonMembers.members(json, this::payload);
      default -> json.skipValue();
    }
  }

  private void header(String name) {
    switch (name) {
      case "action" -> action = text();
      case "event" -> event = text();
      case "task_id" -> id = JsonMembers.text(json);
      case "error_code" -> errorCode = JsonMembers.text(json);
      case "error_message" -> message = JsonMembers.text(json);
      default -> json.skipValue();
    }
  }

  private void payload(String name) {
    switch (name) {
      case "task" -> task = text();
      case "model" -> model = JsonMembers.text(json);
      case "parameters" -> JsonMembers.members(json, this::parameter);
      case "input", "output" -> look(name, 0);
      case "usage" -> {
        usage = GenAiUsage.UNKNOWN;
        JsonMembers.members(json, this::used);
      }
      default -> json.skipValue();
    }
  }

  private void parameter(String name) {
    switch (name) {
      case "format" -> format = JsonMembers.text(json);
      case "sample_rate" -> rate = JsonMembers.count(json);
      default -> json.skipValue();
    }
  }

  /** Goes over the value of a member of what was said or generated. */
  private void look(String name, int depth) {
    boolean deep = depth >= DEPTH_MAX;
    if (json.peek() == JsonToken.BEGIN_OBJECT && !deep) {
      JsonMembers.members(json, member -> look(member, depth + 1));
    } else if (json.peek() == JsonToken.BEGIN_ARRAY && !deep) {
      JsonMembers.elements(json, place -> look(name, depth + 1));
    } else if (name.equals("text") || name.equals("content")) {
      content |= JsonMembers.text(json) != null;
    } else if (name.equals("finish_reason")) {
      String reason = JsonMembers.text(json);
      finishReason = "null".equals(reason) ? finishReason : reason;
    } else {
      json.skipValue();
    }
  }

  private void used(String name) {
    switch (name) {
      case "input_tokens" -> count(TokenKind.INPUT);
      case "output_tokens" -> count(TokenKind.OUTPUT);
      case "characters" -> characters = JsonMembers.count(json);
      default -> json.skipValue();
    }
  }

  private void count(TokenKind kind) {
    GenAiUsage before = usage == null ? GenAiUsage.UNKNOWN : usage;
    usage = before.with(kind, JsonMembers.count(json));
  }

  private String text() {
    String text = JsonMembers.text(json);
    return text == null ? "" : text;
  }

  String action() {
    return action;
  }

  String event() {
    return event;
  }

  @Nullable String id() {
    return id;
  }

  @Nullable String errorCode() {
    return errorCode;
  }

  @Nullable String message() {
    return message;
  }

  GenAiOperation operation() {
    return switch (task) {
      case "tts" -> GenAiOperation.TEXT_TO_SPEECH;
      case "asr" -> GenAiOperation.SPEECH_TO_TEXT;
      default -> GenAiOperation.CHAT;
    };
  }

  @Nullable String model() {
    return model;
  }

  /** Bytes a second of the audio that is sent or generated. */
  long audio() {
    return rate > 0 ? AudioFormat.bytesPerSecond(format, rate, rate) : AudioFormat.UNKNOWN;
  }

  boolean hasContent() {
    return content;
  }

  /** Null if the model goes on. */
  @Nullable String finishReason() {
    return finishReason;
  }

  @Nullable GenAiUsage usage() {
    return usage;
  }

  /** Negative if they are not counted. */
  long characters() {
    return characters;
  }
}
