/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a message in an event stream of AWS say: an event and its type, an exception
 * and its type, or an error and its code. Read anew only where they differ from the message before.
 * Headers that break off say what precedes. Not thread-safe; never throws.
 */
public final class EventStreamHeaders {

  private static final int TEXT = 7; // a type of value, as the next
  private static final int BYTES = 6;

  /** Of values by their type: true, false, byte, short, int, long; timestamp and UUID. */
  private static final int[] SIZES = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

  private byte[] known = {};
  private int knownLength = -1;
  private @Nullable String kind;
  private @Nullable String event;
  private @Nullable String exception;
  private @Nullable String errorCode;
  private @Nullable String errorMessage;

  EventStreamHeaders() {}

  void of(byte[] bytes, int length) {
    if (length == knownLength && Arrays.equals(bytes, 0, length, known, 0, length)) {
      return;
    }
    known = Arrays.copyOf(bytes, length);
    knownLength = length;
    kind = null;
    event = null;
    exception = null;
    errorCode = null;
    errorMessage = null;
    read();
  }

  private void read() {
    int at = 0;
    while (at < knownLength) {
      int nameEnd = at + 1 + (known[at] & 0xFF);
      if (nameEnd >= knownLength) {
        return;
      }
      int type = known[nameEnd];
      boolean sized = type == TEXT || type == BYTES;
      if (type < 0 || type >= SIZES.length || (sized && nameEnd + 3 > knownLength)) {
        return;
      }
      int value = nameEnd + (sized ? 3 : 1);
      int end =
          value
              + (sized
                  ? (known[nameEnd + 1] & 0xFF) << 8 | (known[nameEnd + 2] & 0xFF)
                  : SIZES[type]);
      if (end > knownLength) {
        return;
      }
      if (type == TEXT) {
        tell(text(at + 1, nameEnd), text(value, end));
      }
      at = end;
    }
  }

  private String text(int from, int to) {
    return new String(known, from, to - from, StandardCharsets.UTF_8);
  }

  private void tell(String name, String value) {
    switch (name) {
      case ":message-type" -> kind = value;
      case ":event-type" -> event = value;
      case ":exception-type" -> exception = value;
      case ":error-code" -> errorCode = value;
      case ":error-message" -> errorMessage = value;
      default -> {} // of no interest
    }
  }

  /** The type of an event, null if it is none. */
  public @Nullable String event() {
    return isKind("event") ? event : null;
  }

  /** The type of an exception that the service has a name for, null if it is none. */
  public @Nullable String exception() {
    return isKind("exception") ? exception : null;
  }

  /** The code of another error, null if it is none. */
  public @Nullable String error() {
    return isKind("error") ? errorCode : null;
  }

  /** What is said of that error, null if nothing. */
  public @Nullable String errorMessage() {
    return errorMessage;
  }

  private boolean isKind(String value) {
    return value.equals(kind);
  }
}
