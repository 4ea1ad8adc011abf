/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Goes over text without reading it. All methods are stateless, allocate nothing and never throw on
 * any text; indexes must lie within it. No argument may be null.
 */
public final class JsonScan {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

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

  /** The same of UTF-8, up to an index. */
  public static int stringEnd(byte[] json, int from, int to) {
    int i = plainEnd(json, from, to);
    while (i < to) {
      byte b = json[i];
      if (b == '"') {
        return i;
      }
      int width = b == '\\' ? escapeWidth(json, i + 1, to) : b >= 0 && b < 0x20 ? -1 : 1;
      if (width < 0) {
        return -1;
      }
      i = plainEnd(json, i + width, to);
    }
    return -1;
  }

  /**
   * Index of the first byte that is a quote, a backslash or a control character, or where fewer
   * than eight bytes are left: eight at a time. That a byte of a word is below a value is told as
   * in Hacker's Delight §6-1; of those that are, only the first is certain.
   */
  private static int plainEnd(byte[] json, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = (long) WORD.get(json, i);
      long hits =
          (below(word ^ QUOTES, 1) | below(word ^ BACKSLASHES, 1) | below(word, 0x20)) & HIGH;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    return i;
  }

  private static long below(long word, int value) {
    return (word - ONES * value) & ~word;
  }

  /**
   * Index after the number that begins at an index of UTF-8 before another one, -1 if none does.
   */
  public static int numberEnd(byte[] json, int from, int to) {
    int whole = from < to && json[from] == '-' ? from + 1 : from;
    int end = digitsEnd(json, whole, to);
    if (end < 0 || (json[whole] == '0' && end > whole + 1)) {
      return -1;
    }
    if (end < to && json[end] == '.') {
      end = digitsEnd(json, end + 1, to);
    }
    if (end >= 0 && end < to && (json[end] == 'e' || json[end] == 'E')) {
      boolean signed = end + 1 < to && (json[end + 1] == '+' || json[end + 1] == '-');
      end = digitsEnd(json, signed ? end + 2 : end + 1, to);
    }
    return end;
  }

  /** -1 if there is no digit. */
  private static int digitsEnd(byte[] json, int from, int to) {
    int i = from;
    while (i < to && JsonChars.isDigit(json[i])) {
      i++;
    }
    return i == from ? -1 : i;
  }

  private static int escapeWidth(byte[] json, int letter, int to) {
    if (letter >= to) {
      return -1;
    }
    if (json[letter] != 'u') {
      return JsonChars.unescape(json[letter]) < 0 ? -1 : 2;
    }
    for (int i = letter + 1; i <= letter + 4; i++) {
      if (i >= to || JsonChars.hexDigit(json[i]) < 0) {
        return -1;
      }
    }
    return 6;
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
