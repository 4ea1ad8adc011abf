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

/**
 * What one document says, gathered while it is read: of an event that turns out to be cut or
 * damaged nothing is told. Null and empty values say nothing. Not thread-safe.
 */
final class Statement {

  /** The type of an error that has none. */
  static final String UNKNOWN_ERROR = "_OTHER";

  private final JsonReader json;
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable GenAiUsage usage;
  private @Nullable Failure error;
  private final List<Finish> finishes = new ArrayList<>(1);
  private boolean content;
  private int textAt = -1;
  private boolean end;
  private boolean heartbeat;

  Statement(JsonReader json) {
    this.json = json;
  }

  void id(@Nullable String value) {
    id = value != null ? value : id;
  }

  void model(@Nullable String value) {
    model = value != null ? value : model;
  }

  void usage(@Nullable GenAiUsage reported) {
    usage = reported != null ? reported : usage;
  }

  void finish(long choice, @Nullable String reason) {
    if (reason != null) {
      finishes.add(new Finish((int) Math.max(-1, Math.min(choice, Integer.MAX_VALUE)), reason));
    }
  }

  void error(@Nullable String type, @Nullable String message) {
    error = Failure.said(type != null ? type : UNKNOWN_ERROR, message);
  }

  void end() {
    end = true;
  }

  void heartbeat() {
    heartbeat = true;
  }

  /** Goes over the next value: it is content if it is a text that is not empty. */
  void text() {
    if (JsonMembers.isNext(json, JsonToken.STRING)) {
      int at = json.position();
      if (!json.nextString().isEmpty()) {
        content = true;
        textAt = at;
      }
    }
  }

  /** Goes over the next value: it is content if it is an array or object that is not empty. */
  void filled() {
    content |= JsonMembers.isFilled(json);
  }

  /**
   * Goes over the next value: it is an error if it is an object, of a {@code status}, or else a
   * {@code type}, or else a numeric {@code code}, with a {@code message}.
   */
  void readError() {
    Reported reported = new Reported();
    if (JsonMembers.members(json, name -> reported.read(name, json))) {
      error(reported.type(), reported.message);
    }
  }

  /** Whether there is nothing that only an answer has. */
  boolean isNoAnswer() {
    return finishes.isEmpty() && usage == null && !content;
  }

  /** Tells what an event said, if it was exactly one document. */
  void tellEvent(GenAiDelta delta) {
    if (json.peek() != JsonToken.END_DOCUMENT) {
      return;
    }
    if (content) {
      delta.text(textAt);
    }
    if (heartbeat) {
      delta.heartbeat();
    }
    tellAnswer(delta);
  }

  /** Tells what was said of the answer, as far as it could be read; it is not a chunk of itself. */
  void tellAnswer(GenAiDelta delta) {
    if (id != null || model != null) {
      delta.identity(id, model);
    }
    delta.usage(usage);
    finishes.forEach(finish -> delta.finish(finish.choice, finish.reason));
    if (error != null) {
      delta.error(error);
    }
    if (end) {
      delta.end();
    }
  }

  private record Finish(int choice, String reason) {}

  private static final class Reported {

    private @Nullable String status;
    private @Nullable String type;
    private long code = JsonMembers.NONE;
    private @Nullable String message;

    private void read(String name, JsonReader json) {
      switch (name) {
        case "status" -> status = JsonMembers.text(json);
        case "type" -> type = JsonMembers.text(json);
        case "code" -> code = JsonMembers.count(json);
        case "message" -> message = JsonMembers.text(json);
        default -> json.skipValue();
      }
    }

    private @Nullable String type() {
      String named = status != null ? status : type;
      return named != null || code < 0 ? named : Long.toString(code);
    }
  }
}
