/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonScan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one answer as a {@link WireFormat} reads them. Events that say nothing new are
 * recognised by their shape and not read; where they report what has been used so far, the last of
 * them is read when another one comes or the answer ends. Not thread-safe.
 */
public final class WireAnswer {

  private static final int TEXT_MAX = 256;
  private static final String END_MARK = "[DONE]";
  private static final byte[] END_BYTES = {'[', 'D', 'O', 'N', 'E', ']'};

  private final WireFormat format;
  private final GenAiDelta delta = new GenAiDelta();
  private final GenAiDelta laterDelta = new GenAiDelta();
  private @Nullable TextDeltaShape textShape;
  private @Nullable EventShape shape;
  private boolean shapeHasUsage;
  private byte[] last = new byte[0];
  private int lastLength;
  private boolean unread;

  public WireAnswer(WireFormat format) {
    this.format = format;
  }

  /**
   * Reads an event.
   *
   * @param name its name, null if it has none
   * @return what it says; good until the next one is read
   */
  GenAiDelta event(@Nullable String name, String data) {
    TextDeltaShape known = textShape;
    long size = known == null ? TextDeltaShape.NO_MATCH : known.utf8Length(data);
    delta.clear();
    if (size >= 0) {
      return delta.content(size);
    }
    delta.bytes(JsonScan.utf8Length(data));
    if (data.equals(END_MARK)) {
      return delta.end();
    }
    format.onEvent(name, JsonReader.of(data, JsonReader.MAX_DEPTH, TEXT_MAX), delta);
    if (delta.isContentOnly() && delta.usage() == null) {
      TextDeltaShape learned = TextDeltaShape.of(data, delta.textAt(), delta.paddingAt());
      textShape = learned == null ? known : learned;
    }
    return delta;
  }

  /** The same of UTF-8; the array may change afterwards. */
  GenAiDelta event(@Nullable String name, byte[] data, int length) {
    EventShape known = shape;
    delta.clear();
    if (known != null && known.matches(data, 0, length)) {
      unread = true;
      if (shapeHasUsage) {
        keep(data, length);
      }
      return delta.content(length);
    }
    unread = false;
    delta.bytes(length);
    if (Arrays.equals(data, 0, length, END_BYTES, 0, END_BYTES.length)) {
      return delta.end();
    }
    format.onEvent(name, JsonReader.of(data, 0, length, JsonReader.MAX_DEPTH, TEXT_MAX), delta);
    if (delta.isContentOnly() && delta.textAt() >= 0) {
      EventShape learned =
          known == null
              ? EventShape.of(data, length, delta.textAt())
              : known.learn(data, length, delta.textAt());
      shape = learned == null ? known : learned;
      shapeHasUsage |= delta.usage() != null;
    }
    return delta;
  }

  /** Whether the last event was recognised by its shape. */
  boolean isUnread() {
    return unread;
  }

  private void keep(byte[] data, int length) {
    if (last.length < length) {
      last = new byte[Math.max(length, 2 * last.length)];
    }
    System.arraycopy(data, 0, last, 0, length);
    lastLength = length;
  }

  /** What events said that were not read; null if nothing. */
  @Nullable GenAiDelta unread() {
    if (lastLength == 0) {
      return null;
    }
    int length = lastLength;
    lastLength = 0;
    format.onEvent(
        null, JsonReader.of(last, 0, length, JsonReader.MAX_DEPTH, TEXT_MAX), laterDelta.clear());
    return laterDelta.factsOnly();
  }

  /** Reads a whole answer. */
  GenAiDelta document(JsonReader json) {
    format.onAnswer(json, delta.clear());
    return delta;
  }
}
