/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Gemini or a piece of one, read in full; also an array of pieces, as a stream comes
 * that is not asked for as events, and an array with an error.
 *
 * <ul>
 *   <li>{@code candidates[].content.parts[]}: content is a {@code text} that is not empty, thought
 *       or not, and any of the other parts that a model generates
 *   <li>{@code candidates[]}: {@code finishReason}; {@code index}, and if there is none the
 *       candidate's place in the array
 *   <li>{@code usageMetadata}: see {@link GeminiUsage}
 *   <li>{@code modelVersion}, {@code responseId}
 *   <li>{@code promptFeedback.blockReason}: why there is no candidate
 *   <li>{@code error}: an object with {@code status}, or else {@code code}, and {@code message}
 * </ul>
 */
final class GeminiEvent {

  private final JsonReader json;
  private final Statement statement;

  private GeminiEvent(JsonReader json) {
    this.json = json;
    this.statement = new Statement(json);
  }

  static Statement read(JsonReader json) {
    GeminiEvent event = new GeminiEvent(json);
    if (json.peek() == JsonToken.BEGIN_ARRAY) {
      JsonMembers.elements(json, place -> JsonMembers.members(json, event::readMember));
    } else {
      JsonMembers.members(json, event::readMember);
    }
    return event.statement;
  }

  private void readMember(String name) {
    switch (name) {
      case "candidates" -> JsonMembers.elements(json, this::readCandidate);
      case "usageMetadata" -> statement.usage(GeminiUsage.read(json));
      case "modelVersion" -> statement.model(JsonMembers.text(json));
      case "responseId" -> statement.id(JsonMembers.text(json));
      case "promptFeedback" -> JsonMembers.members(json, this::readFeedback);
      case "error" -> statement.readError();
      default -> json.skipValue();
    }
  }

  private void readCandidate(int place) {
    Candidate candidate = new Candidate(place);
    JsonMembers.members(
        json,
        name -> {
          switch (name) {
            case "index" -> candidate.index = JsonMembers.count(json);
            case "finishReason" -> candidate.reason = JsonMembers.text(json);
            case "content" -> JsonMembers.members(json, this::readContent);
            default -> json.skipValue();
          }
        });
    statement.finish(candidate.index < 0 ? place : candidate.index, candidate.reason);
  }

  private void readContent(String name) {
    if (name.equals("parts")) {
      JsonMembers.elements(json, place -> JsonMembers.members(json, this::readPart));
    } else {
      json.skipValue();
    }
  }

  private void readPart(String name) {
    switch (name) {
      case "text" -> statement.text();
      case "functionCall", "inlineData", "fileData", "executableCode", "codeExecutionResult" ->
          statement.filled();
      default -> json.skipValue();
    }
  }

  private void readFeedback(String name) {
    if (name.equals("blockReason")) {
      statement.finish(0, JsonMembers.text(json));
    } else {
      json.skipValue();
    }
  }

  private static final class Candidate {
    private long index;
    private @Nullable String reason;

    private Candidate(int place) {
      this.index = place;
    }
  }
}
