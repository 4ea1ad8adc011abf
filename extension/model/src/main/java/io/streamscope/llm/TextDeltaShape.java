/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.streamscope.json.JsonScan;
import org.jspecify.annotations.Nullable;

/**
 * An event that tells nothing but text, without its text and, if it has one, without its padding.
 * An event that is the same but for these two strings, and whose text is not empty, tells nothing
 * but text either: there is no need to read it. Recognising it allocates nothing.
 */
final class TextDeltaShape {

  static final int NO_MATCH = -1;

  private static final int EVENT_MAX = 4096;
  private static final int PADDING_MAX = 1024;

  /** Follows the beginning in place of the text's quote, and is larger than what is in it. */
  private static final char BEYOND_ASCII = '\u00FF';

  private static final int SAME = BEYOND_ASCII - '"';

  private final String beginning;
  private final String middle;
  private final @Nullable String end;
  private final long bytes;

  private TextDeltaShape(String beginning, String middle, @Nullable String end) {
    this.beginning = beginning;
    this.middle = middle;
    this.end = end;
    this.bytes =
        beginning.length()
            + JsonScan.utf8Length(middle)
            + (end == null ? 0 : JsonScan.utf8Length(end));
  }

  /**
   * Of a JSON value that has been read.
   *
   * @param text where its text begins, with the quote
   * @param padding where its padding begins; negative if there is none
   * @return null if there is no text, or if what precedes it is not plain ASCII or too long to keep
   */
  static @Nullable TextDeltaShape of(String data, int text, int padding) {
    if (text < 0 || data.length() > EVENT_MAX || !isAscii(data, text)) {
      return null;
    }
    String beginning = data.substring(0, text) + BEYOND_ASCII;
    int textEnd = JsonScan.stringEnd(data, text + 1);
    if (padding < textEnd) {
      return new TextDeltaShape(beginning, data.substring(textEnd), null);
    }
    String middle = data.substring(textEnd, padding + 1);
    String end = data.substring(JsonScan.stringEnd(data, padding + 1));
    return new TextDeltaShape(beginning, middle, end);
  }

  private static boolean isAscii(String data, int length) {
    for (int i = 0; i < length; i++) {
      if (data.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The size of the event in UTF-8 if it has this shape, else {@link #NO_MATCH}. */
  long utf8Length(String data) {
    int text = beginning.length();
    if (data.length() < text || !beginsHere(data)) {
      return NO_MATCH;
    }
    int textEnd = JsonScan.stringEnd(data, text);
    if (textEnd <= text) {
      return NO_MATCH;
    }
    long padding = paddingLength(data, textEnd);
    return padding < 0 ? NO_MATCH : bytes + JsonScan.utf8Length(data, text, textEnd) + padding;
  }

  /**
   * The JVM compares strings much faster than {@code startsWith} does (58 instead of 142 ns a
   * delta, {@code DeltaBenchmark}), but tells only the first difference between two chars. Ours are
   * ASCII up to the last: only there can it be that large.
   */
  private boolean beginsHere(String data) {
    return beginning.compareTo(data) == SAME;
  }

  /** Goes on from the end of the text; the size of the padding, or {@link #NO_MATCH}. */
  private long paddingLength(String data, int textEnd) {
    int padding = textEnd + middle.length();
    int left = data.length() - padding;
    if (left < 0 || left > PADDING_MAX || data.indexOf(middle, textEnd) != textEnd) {
      return NO_MATCH;
    }
    if (end == null) {
      return left == 0 ? 0 : NO_MATCH;
    }
    int paddingEnd = JsonScan.stringEnd(data, padding);
    boolean ends =
        paddingEnd >= 0
            && data.length() - paddingEnd == end.length()
            && data.startsWith(end, paddingEnd);
    return ends ? JsonScan.utf8Length(data, padding, paddingEnd) : NO_MATCH;
  }
}
