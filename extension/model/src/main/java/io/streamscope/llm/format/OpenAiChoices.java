/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.stream.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The choices of an answer or of a piece of one; what they mean says {@link OpenAiAnswer}. */
final class OpenAiChoices {

  /** Members of a message that are generated content; a role is not. */
  static final List<String> CONTENT =
      List.of(
          "content",
          "tool_calls",
          "reasoning_content",
          "reasoning",
          "reasoning_text",
          "reasoning_details",
          "thinking",
          "thinking_blocks",
          "refusal",
          "function_call",
          "audio",
          "audio_content",
          "images");

  private static final int NONE = -1;

  private final JsonReader json;
  private final String message;
  private boolean content;
  private int textAt = NONE;
  private final List<FinishReason> reasons = new ArrayList<>(1);
  private @Nullable GenAiUsage usage;
  private @Nullable Failure error;

  private OpenAiChoices(JsonReader json, String message) {
    this.json = json;
    this.message = message;
  }

  /** Goes over the next value, which has content in the member {@code message} of its elements. */
  static OpenAiChoices read(JsonReader json, String message) {
    OpenAiChoices choices = new OpenAiChoices(json, message);
    JsonMembers.elements(json, choices::readChoice);
    return choices;
  }

  boolean hasContent() {
    return content;
  }

  /** Where a text begins in the document, -1 if there is none. */
  int textAt() {
    return textAt;
  }

  /** That of the last choice which has one. */
  @Nullable GenAiUsage usage() {
    return usage;
  }

  @Nullable Failure error() {
    return error;
  }

  void tellReasons(GenAiDelta delta) {
    reasons.forEach(ended -> delta.finish(ended.choice, ended.reason));
  }

  private void readChoice(int place) {
    Choice choice = new Choice(place);
    JsonMembers.members(json, choice::member);
    content |= choice.present;
    if (choice.reason != null) {
      reasons.add(new FinishReason(choice.number(), choice.reason));
    }
  }

  /** Whether the next value, an object, has content in it; or is some, where it may be a text. */
  private boolean readMessage() {
    if (json.peek() == JsonToken.STRING && message.equals("text")) {
      return readContent();
    }
    Message read = new Message();
    JsonMembers.members(json, read::member);
    return read.present != 0;
  }

  /** Whether the next value is content. */
  private boolean readContent() {
    if (json.peek() != JsonToken.STRING) {
      return JsonMembers.isFilled(json);
    }
    int at = json.position();
    boolean isContent = !json.nextString().isEmpty();
    textAt = isContent ? at : textAt;
    return isContent;
  }

  /** Null for none, however that is spelled. */
  private @Nullable String readReason() {
    String reason = JsonMembers.text(json);
    return reason == null || reason.equals("null") ? null : reason;
  }

  private final class Choice {

    private long index;
    private final int place;
    private boolean present;
    private @Nullable String reason;

    Choice(int place) {
      this.place = place;
      this.index = place;
    }

    int number() {
      return (int) Math.max(-1, Math.min(index, Integer.MAX_VALUE));
    }

    void member(String name) {
      if (name.equals(message)) {
        present = readMessage();
        return;
      }
      switch (name) {
        case "index" ->
            index = JsonMembers.isNext(json, JsonToken.NUMBER) ? json.nextLong() : place;
        case "finish_reason" -> reason = readReason();
        case "usage" -> {
          GenAiUsage own = OpenAiUsage.read(json);
          usage = own == null ? usage : own;
        }
        case "error" -> {
          Failure own = OpenAiError.read(json);
          error = own == null ? error : own;
        }
        default -> json.skipValue();
      }
    }
  }

  private final class Message {

    /** A bit for each kind of content. */
    private int present;

    void member(String name) {
      int kind = CONTENT.indexOf(name);
      if (kind < 0) {
        json.skipValue();
      } else {
        present = readContent() ? present | 1 << kind : present & ~(1 << kind);
      }
    }
  }

  private record FinishReason(int choice, String reason) {}
}
