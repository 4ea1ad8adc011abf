/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Cohere's, or one event of a streamed one, read in full. What it says is decided by
 * its members, in any order; its {@code type} only says which event is the last.
 *
 * <ul>
 *   <li>{@code id}
 *   <li>{@code delta.message}: content is a {@code tool_plan}, or a {@code text} or {@code
 *       thinking} of {@code content}, that is not empty, and {@code tool_calls}
 *   <li>{@code delta}, or the document itself: {@code finish_reason}; {@code usage} or {@code
 *       meta}, see {@link CohereUsage}
 *   <li>{@code delta.error}: a text, why it could not be finished
 *   <li>{@code message}: a text in the place of an answer is an error
 *   <li>{@code type}: {@code message-end} is the end mark
 * </ul>
 */
final class CohereAnswer {

  private final JsonReader json;
  private final Statement statement;
  private @Nullable String message;

  private CohereAnswer(JsonReader json) {
    this.json = json;
    this.statement = new Statement(json);
  }

  static Statement read(JsonReader json) {
    CohereAnswer answer = new CohereAnswer(json);
    JsonMembers.members(json, answer::readMember);
    return answer.said();
  }

  private Statement said() {
    if (message != null && statement.isNoAnswer()) {
      statement.error(null, message);
    }
    return statement;
  }

  private void readMember(String name) {
    switch (name) {
      case "id" -> statement.id(JsonMembers.text(json));
      case "type" -> {
        if ("message-end".equals(JsonMembers.text(json))) {
          statement.end();
        }
      }
      case "delta" -> JsonMembers.members(json, this::readDelta);
      case "message" -> message = JsonMembers.text(json);
      default -> readOutcome(name);
    }
  }

  private void readDelta(String name) {
    switch (name) {
      case "message" -> JsonMembers.members(json, this::readMessage);
      case "error" -> {
        String said = JsonMembers.text(json);
        if (said != null) {
          statement.error(null, said);
        }
      }
      default -> readOutcome(name);
    }
  }

  private void readOutcome(String name) {
    switch (name) {
      case "finish_reason" -> statement.finish(0, JsonMembers.text(json));
      case "usage", "meta" -> statement.usage(CohereUsage.read(json));
      default -> json.skipValue();
    }
  }

  private void readMessage(String name) {
    switch (name) {
      case "content" -> readContent();
      case "tool_plan" -> statement.text();
      case "tool_calls" -> statement.filled();
      default -> json.skipValue();
    }
  }

  /** One block of it, or some. */
  private void readContent() {
    if (json.peek() == JsonToken.BEGIN_ARRAY) {
      JsonMembers.elements(json, place -> JsonMembers.members(json, this::readBlock));
    } else {
      JsonMembers.members(json, this::readBlock);
    }
  }

  private void readBlock(String name) {
    switch (name) {
      case "text", "thinking" -> statement.text();
      default -> json.skipValue();
    }
  }
}
