/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * An answer of DashScope's, or one event of a streamed one, read in full.
 *
 * <ul>
 *   <li>{@code request_id}: the answer's id
 *   <li>{@code output.text}, {@code output.audio.data}, and of {@code output.choices[].message} the
 *       {@code content}, a text or an array with anything in it, {@code reasoning_content} and
 *       {@code tool_calls}: content if it is not empty
 *   <li>{@code output} or {@code output.choices[]}: {@code finish_reason}; until there is one it is
 *       the text "null"
 *   <li>{@code usage}: see {@link DashScopeUsage}
 *   <li>{@code code}, {@code message}: an error, if there is a code
 * </ul>
 */
final class DashScopeAnswer {

  private final JsonReader json;
  private final Statement statement;
  private @Nullable String code;
  private @Nullable String message;

  private DashScopeAnswer(JsonReader json) {
    this.json = json;
    this.statement = new Statement(json);
  }

  static Statement read(JsonReader json) {
    DashScopeAnswer answer = new DashScopeAnswer(json);
    JsonMembers.members(json, answer::readMember);
    return answer.said();
  }

  private Statement said() {
    if (code != null) {
      statement.error(code, message);
    }
    return statement;
  }

  private void readMember(String name) {
    switch (name) {
      case "request_id" -> statement.id(JsonMembers.text(json));
      case "output" -> JsonMembers.members(json, this::readOutput);
      case "usage" -> statement.usage(DashScopeUsage.read(json));
      case "code" -> code = JsonMembers.text(json);
      case "message" -> message = JsonMembers.text(json);
      default -> json.skipValue();
    }
  }

  private void readOutput(String name) {
    switch (name) {
      case "text" -> statement.text();
      case "finish_reason" -> statement.finish(0, reason());
      case "choices" -> JsonMembers.elements(json, this::readChoice);
      case "audio" -> JsonMembers.members(json, this::readAudio);
      default -> json.skipValue();
    }
  }

  private void readAudio(String name) {
    if (name.equals("data")) {
      statement.text();
    } else {
      json.skipValue();
    }
  }

  private void readChoice(int place) {
    Choice choice = new Choice(place);
    JsonMembers.members(
        json,
        name -> {
          switch (name) {
            case "index" -> choice.index = JsonMembers.count(json);
            case "finish_reason" -> choice.reason = reason();
            case "message" -> JsonMembers.members(json, this::readMessage);
            default -> json.skipValue();
          }
        });
    statement.finish(choice.index < 0 ? place : choice.index, choice.reason);
  }

  private void readMessage(String name) {
    switch (name) {
      case "content" -> readContent();
      case "reasoning_content" -> statement.text();
      case "tool_calls" -> statement.filled();
      default -> json.skipValue();
    }
  }

  private void readContent() {
    if (json.peek() == JsonToken.BEGIN_ARRAY) {
      JsonMembers.elements(json, place -> JsonMembers.members(json, part -> readPart()));
    } else {
      statement.text();
    }
  }

  /** Its name is what kind of content it is. */
  private void readPart() {
    if (json.peek() == JsonToken.STRING) {
      statement.text();
    } else {
      statement.filled();
    }
  }

  private @Nullable String reason() {
    String reason = JsonMembers.text(json);
    return "null".equals(reason) ? null : reason;
  }

  private static final class Choice {
    private long index;
    private @Nullable String reason;

    private Choice(int place) {
      this.index = place;
    }
  }
}
