/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.streamscope.json.JsonScan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event that tells of content and nothing new, without what its kind differ in: the text, values
 * learned from further ones (a time, a number of tokens), and whitespace around its last brace,
 * with which some pad. An event that is the same but for these tells of content and nothing new
 * either: there is no need to read it. Recognising it allocates nothing. Immutable.
 */
final class EventShape {

  private static final int EVENT_MAX = 4096;
  private static final int HOLES_MAX = 16;

  /** Without that whitespace. */
  private final byte[] sample;

  private final JsonValues values;

  /** Which of the values may differ, ascending. */
  private final int[] holes;

  /** Which of the holes is the text; it must not be empty. */
  private final int text;

  private final Part[] parts;
  private final int end;

  private EventShape(byte[] sample, JsonValues values, int[] holes, int text) {
    this.sample = sample;
    this.values = values;
    this.holes = holes;
    this.text = text;
    this.parts = new Part[holes.length];
    int from = 0;
    for (int i = 0; i < holes.length; i++) {
      int hole = holes[i];
      parts[i] = new Part(from, values.start(hole) - from, values.isText(hole), hole == text);
      from = values.end(hole);
    }
    this.end = from;
  }

  /**
   * Of an event that has been read.
   *
   * @param textAt where its text begins, with the quote
   * @return null if there is no text, or if the event is no object or too long to keep
   */
  static @Nullable EventShape of(byte[] event, int length, int textAt) {
    int brace = lastBrace(event, 0, length);
    if (textAt < 0 || brace < 0 || length > EVENT_MAX) {
      return null;
    }
    byte[] sample = Arrays.copyOf(event, brace + 1);
    sample[brace] = '}';
    JsonValues values = JsonValues.of(sample);
    if (values == null) {
      return null;
    }
    int text = values.startingAt(textAt);
    return text < 0 ? null : new EventShape(sample, values, new int[] {text}, text);
  }

  /** The shape of this event and of another one that has been read; its own if they differ. */
  @Nullable EventShape learn(byte[] event, int length, int textAt) {
    EventShape other = of(event, length, textAt);
    if (other == null || other.text != text || !values.isLike(sample, other.values, other.sample)) {
      return other;
    }
    int[] merged = new int[values.size()];
    int count = 0;
    for (int i = 0; i < values.size(); i++) {
      boolean hole = Arrays.binarySearch(holes, i) >= 0;
      if (hole || !values.isSame(i, sample, other.values, other.sample)) {
        if (!hole && values.decides(i)) {
          return other;
        }
        merged[count++] = i;
      }
    }
    return count > HOLES_MAX
        ? other
        : new EventShape(sample, values, Arrays.copyOf(merged, count), text);
  }

  /** Whether an event has this shape. What is in its texts is not decoded. */
  boolean matches(byte[] event, int offset, int length) {
    int at = offset;
    int brace = lastBrace(event, offset, offset + length);
    for (Part part : parts) {
      int value = at + part.length;
      if (value > brace || !same(part.from, event, at, part.length)) {
        return false;
      }
      at =
          part.text
              ? JsonScan.stringEnd(event, value, brace)
              : JsonScan.numberEnd(event, value, brace);
      if (at < 0 || (at == value && part.filled)) {
        return false;
      }
    }
    return brace - at == sample.length - 1 - end && same(end, event, at, brace - at);
  }

  private boolean same(int from, byte[] event, int at, int length) {
    return Arrays.equals(sample, from, from + length, event, at, at + length);
  }

  /** Where the last brace of an event would be without whitespace before it, -1 if it has none. */
  private static int lastBrace(byte[] event, int from, int to) {
    int brace = afterContent(event, from, to) - 1;
    return brace >= from && event[brace] == '}' ? afterContent(event, from, brace) : -1;
  }

  /** Where the whitespace at the end begins. */
  private static int afterContent(byte[] event, int from, int to) {
    int end = to;
    while (end > from && isWhitespace(event[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * What of an event is always the same, up to a value that differs.
   *
   * @param from where it begins in the sample
   * @param length how long it is
   * @param text whether the value is a text
   * @param filled whether the value must not be empty
   */
  private record Part(int from, int length, boolean text, boolean filled) {}
}
