/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.stream.Failure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says that went wrong, wherever its members are: {@code code}, {@code type},
 * {@code message}. Its type is the first of these that there is: a code that is a text, a type, a
 * code that is a number.
 */
public final class OpenAiError {

  private static final String UNKNOWN = "_OTHER";
  private static final Set<String> SUCCESS = Set.of("0", "200", "ok", "OK", "success", "Success");

  private @Nullable String code;
  private @Nullable String type;
  private @Nullable String message;
  private long number;
  private boolean any;

  /** Goes over the next value, an object or a text; null if it is neither or empty. */
  public static @Nullable Failure read(JsonReader json) {
    if (json.peek() == JsonToken.STRING) {
      String said = JsonMembers.text(json);
      return said == null ? null : Failure.said(UNKNOWN, said);
    }
    OpenAiError error = new OpenAiError();
    JsonMembers.members(
        json,
        name -> {
          error.any = true;
          if (!error.member(name, json)) {
            json.skipValue();
          }
        });
    return error.any ? error.failure() : null;
  }

  /**
   * Reads the value of a member if it is one of an error.
   *
   * @return false if it is not: the value has not been read
   */
  public boolean member(String name, JsonReader json) {
    switch (name) {
      case "code" -> code(json);
      case "type" -> type = JsonMembers.text(json);
      case "message" -> message = JsonMembers.text(json);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The value of a member that is a code, a text or a number; 0 is none. */
  void code(JsonReader json) {
    if (json.peek() == JsonToken.NUMBER) {
      number = json.nextLong();
    } else {
      code = JsonMembers.text(json);
    }
  }

  /** The value of a member that is the message. */
  void message(JsonReader json) {
    message = JsonMembers.text(json);
  }

  /** Whether there is a code that is none of success. */
  boolean hasCode() {
    return code == null ? number != 0 && number != 200 : !SUCCESS.contains(code);
  }

  boolean hasMessage() {
    return message != null;
  }

  /** What it comes to. */
  public Failure failure() {
    String byNumber = number == 0 ? UNKNOWN : Long.toString(number);
    return Failure.said(code != null ? code : type != null ? type : byNumber, message);
  }
}
