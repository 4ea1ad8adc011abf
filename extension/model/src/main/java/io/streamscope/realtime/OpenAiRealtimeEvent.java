/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.format.JsonMembers;
import org.jspecify.annotations.Nullable;

/**
 * One event of OpenAI's Realtime API, of either side, read in full.
 *
 * <ul>
 *   <li>{@code type}, {@code event_id}, {@code response_id}: texts
 *   <li>{@code delta}: content if it is a text that is not empty
 *   <li>{@code item}: its {@code type} and {@code role}
 *   <li>{@code session}: see {@link OpenAiRealtimeSettings}; {@code response}: see {@link
 *       OpenAiRealtimeResponse}
 *   <li>{@code error}: see {@link OpenAiRealtimeError}
 * </ul>
 *
 * <p>Source: OpenAI API reference, "Realtime", client and server events.
 */
final class OpenAiRealtimeEvent {

  private final JsonReader json;
  private String type = "";
  private @Nullable String eventId;
  private @Nullable String responseId;
  private @Nullable String itemType;
  private @Nullable String itemRole;
  private @Nullable OpenAiRealtimeSettings settings;
  private @Nullable OpenAiRealtimeResponse response;
  private @Nullable OpenAiRealtimeError error;
  private boolean delta;

  private OpenAiRealtimeEvent(JsonReader json) {
    this.json = json;
  }

  /** Null if it is none, or damaged. */
  static @Nullable OpenAiRealtimeEvent read(JsonReader json) {
    OpenAiRealtimeEvent event = new OpenAiRealtimeEvent(json);
    boolean whole = JsonMembers.members(json, event::member) && !json.failed();
    return whole && !event.type.isEmpty() ? event : null;
  }

  private void member(String name) {
    switch (name) {
      case "type" -> type = textOr(type);
      case "event_id" -> eventId = JsonMembers.text(json);
      case "response_id" -> responseId = JsonMembers.text(json);
      case "delta" -> delta = JsonMembers.text(json) != null;
      case "item" -> JsonMembers.members(json, this::item);
      case "session" -> settings = OpenAiRealtimeSettings.read(json);
      case "response" -> response = OpenAiRealtimeResponse.read(json);
      case "error" -> error = OpenAiRealtimeError.read(json);
      default -> json.skipValue();
    }
  }

  private String textOr(String otherwise) {
    String text = JsonMembers.text(json);
    return text == null ? otherwise : text;
  }

  private void item(String name) {
    switch (name) {
      case "type" -> itemType = JsonMembers.text(json);
      case "role" -> itemRole = JsonMembers.text(json);
      default -> json.skipValue();
    }
  }

  String type() {
    return type;
  }

  @Nullable String eventId() {
    return eventId;
  }

  @Nullable String responseId() {
    return responseId;
  }

  /** Whether it has a piece of what is generated. */
  boolean hasDelta() {
    return delta;
  }

  boolean isItem(String kind) {
    return kind.equals(itemType);
  }

  boolean isItemOfUser() {
    return "user".equals(itemRole);
  }

  @Nullable OpenAiRealtimeSettings settings() {
    return settings;
  }

  @Nullable OpenAiRealtimeResponse response() {
    return response;
  }

  @Nullable OpenAiRealtimeError error() {
    return error;
  }
}
