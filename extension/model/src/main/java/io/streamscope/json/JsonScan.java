/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

/**
 * Goes over text without reading it. All methods are stateless, allocate nothing and never throw on
 * any text; indexes must lie within it. No argument may be null.
 */
public final class JsonScan {

  private JsonScan() {}

  /**
   * Index of the quote that ends a string, or -1 if the string breaks off or is not valid JSON.
   *
   * @param from where the string's characters begin, after its first quote
   */
  public static int stringEnd(String json, int from) {
    int i = from;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (c == '"') {
        return i;
      }
      int width = c == '\\' ? escapeWidth(json, i + 1) : c < 0x20 ? -1 : 1;
      if (width < 0) {
        return -1;
      }
      i += width;
    }
    return -1;
  }

  /** How long an escape is whose letter is at an index, backslash included; -1 if there is none. */
  private static int escapeWidth(String json, int letter) {
    int c = charAt(json, letter);
    if (c != 'u') {
      return JsonChars.unescape(c) < 0 ? -1 : 2;
    }
    for (int i = letter + 1; i <= letter + 4; i++) {
      if (JsonChars.hexDigit(charAt(json, i)) < 0) {
        return -1;
      }
    }
    return 6;
  }

  /**
   * Size of a text in UTF-8, as {@code text.getBytes(UTF_8).length}: an unpaired surrogate counts
   * as one byte.
   */
  public static long utf8Length(String text) {
    return utf8Length(text, 0, text.length());
  }

  /** The same for a part of the text. */
  public static long utf8Length(String text, int from, int to) {
    int i = from;
    for (; i < to - 3; i += 4) {
      int any = text.charAt(i) | text.charAt(i + 1) | text.charAt(i + 2) | text.charAt(i + 3);
      if (any >= 0x80) {
        break;
      }
    }
    return i - from + utf8LengthOfAny(text, i, to);
  }

  private static long utf8LengthOfAny(String text, int from, int to) {
    long bytes = (long) to - from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (!Character.isSurrogate(c)) {
        bytes += c < 0x800 ? 1 : 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 2; // four bytes for two chars
        i++;
      }
    }
    return bytes;
  }

  /** The char, or -1 outside of the text. */
  private static int charAt(String json, int index) {
    return index < json.length() ? json.charAt(index) : -1;
  }
}
