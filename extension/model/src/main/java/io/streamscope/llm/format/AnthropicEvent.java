/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * One event of a streamed message, or a whole message, read in full. What it says is decided by its
 * members, in any order, and by its {@code type} only where nothing else tells the kinds apart.
 *
 * <ul>
 *   <li>{@code message}, or the document itself: {@code id}, {@code model}, {@code stop_reason},
 *       {@code usage}
 *   <li>{@code delta}: content is a {@code text}, a {@code thinking} or a {@code partial_json} that
 *       is not empty; a {@code signature} or a citation is none. Also {@code stop_reason}
 *   <li>{@code content_block}: content, if there is any by then, is a {@code text}, a {@code
 *       thinking} or the {@code data} of one that is not shown, and the {@code input} of a tool;
 *       what a tool of Anthropic's has found is not generated
 *   <li>{@code usage}: see {@link AnthropicUsage}
 *   <li>{@code error}: an object with {@code type} and {@code message}
 *   <li>{@code type}: {@code message_stop} is the end mark, {@code ping} a heartbeat
 * </ul>
 */
final class AnthropicEvent {

  private final JsonReader json;
  private final Statement statement;
  private AnthropicUsage usage = AnthropicUsage.UNKNOWN;

  private AnthropicEvent(JsonReader json) {
    this.json = json;
    this.statement = new Statement(json);
  }

  static AnthropicEvent read(JsonReader json) {
    AnthropicEvent event = new AnthropicEvent(json);
    JsonMembers.members(json, event::readMember);
    return event;
  }

  /** Whether it was exactly one document. */
  boolean isWhole() {
    return json.peek() == JsonToken.END_DOCUMENT;
  }

  /** What it reports by itself. */
  AnthropicUsage usage() {
    return usage;
  }

  /**
   * What it says.
   *
   * @param known what has been used, by this event and those before it
   */
  Statement said(AnthropicUsage known) {
    if (usage != AnthropicUsage.UNKNOWN) {
      statement.usage(known.total());
    }
    return statement;
  }

  private void readMember(String name) {
    switch (name) {
      case "type" -> readType(JsonMembers.text(json));
      case "message" -> JsonMembers.members(json, this::readMessage);
      case "delta" -> JsonMembers.members(json, this::readDelta);
      case "content_block" -> JsonMembers.members(json, this::readBlock);
      case "error" -> statement.readError();
      default -> readMessage(name);
    }
  }

  private void readType(@Nullable String type) {
    if ("message_stop".equals(type)) {
      statement.end();
    } else if ("ping".equals(type)) {
      statement.heartbeat();
    }
  }

  private void readMessage(String name) {
    switch (name) {
      case "id" -> statement.id(JsonMembers.text(json));
      case "model" -> statement.model(JsonMembers.text(json));
      case "stop_reason" -> statement.finish(0, JsonMembers.text(json));
      case "usage" -> {
        AnthropicUsage reported = AnthropicUsage.read(json);
        usage = reported == AnthropicUsage.UNKNOWN ? usage : reported;
      }
      default -> json.skipValue();
    }
  }

  private void readDelta(String name) {
    switch (name) {
      case "text", "thinking", "partial_json" -> statement.text();
      case "stop_reason" -> statement.finish(0, JsonMembers.text(json));
      default -> json.skipValue();
    }
  }

  private void readBlock(String name) {
    switch (name) {
      case "text", "thinking", "data" -> statement.text();
      case "input" -> statement.filled();
      default -> json.skipValue();
    }
  }
}
