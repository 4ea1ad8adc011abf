/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.format.JsonMembers;
import io.streamscope.llm.format.OpenAiError;
import io.streamscope.stream.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An error that is none of a response: see {@link OpenAiError}, with {@code event_id}, the event of
 * the application that was wrong if it has given it an id, and {@code param}, what in it.
 */
final class OpenAiRealtimeError {

  private final OpenAiError error = new OpenAiError();
  private @Nullable String event;
  private @Nullable String parameter;

  private OpenAiRealtimeError() {}

  /** Goes over the next value; null if it is not an object. */
  static @Nullable OpenAiRealtimeError read(JsonReader json) {
    OpenAiRealtimeError read = new OpenAiRealtimeError();
    return JsonMembers.members(json, name -> read.member(name, json)) ? read : null;
  }

  private void member(String name, JsonReader json) {
    switch (name) {
      case "event_id" -> event = JsonMembers.text(json);
      case "param" -> parameter = JsonMembers.text(json);
      default -> {
        if (!error.member(name, json)) {
          json.skipValue();
        }
      }
    }
  }

  Failure failure() {
    return error.failure();
  }

  /**
   * Whether it is why a generation will not be that was asked for. What says nothing of its cause
   * is, unless its words tell of something else.
   */
  boolean isOf(Generation awaited) {
    if (event != null) {
      return event.equals(awaited.askedBy());
    }
    String type = failure().type();
    return !isAbout(parameter, "session")
        && !isAbout(parameter, "item")
        && !isAbout(type, "input_audio_buffer")
        && !isAbout(type, "response_cancel");
  }

  private static boolean isAbout(@Nullable String word, String subject) {
    return word != null && word.startsWith(subject);
  }
}
