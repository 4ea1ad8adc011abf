/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import org.jspecify.annotations.Nullable;

/**
 * Looks into one chunk of a model's stream (OpenAI style, the data of one server-sent event)
 * without parsing it.
 *
 * <p>Why a search for {@code "key"} with its quotes is sound in valid JSON: inside a string a quote
 * is escaped, so the match cannot end inside one, and a match that begins with an escaped quote has
 * a backslash before it and is passed over. What is left is the key, or a string value that is the
 * same text; only a key is followed by a colon.
 *
 * <p>The first such key in the text is found, at whatever depth. Keys that are written with escapes
 * are not found. On text that is not valid JSON the answers may be wrong, but nothing throws. All
 * methods are stateless and take any index: one outside of the text is "none" (so the result of
 * {@link #valueIndex} can be passed on unchecked). They allocate nothing, except for the String
 * that {@link #stringAt} returns. No argument may be null.
 */
public final class JsonScan {

  private JsonScan() {}

  /**
   * Index of the first character of the value of a key, or -1.
   *
   * @param quotedKey the key in its quotes: {@code "\"usage\""}; a letter first, no escapes
   */
  public static int valueIndex(String json, String quotedKey) {
    return valueIndex(json, quotedKey, 0);
  }

  /**
   * The same, from an index on.
   *
   * @param from must not lie inside a string; what {@code valueIndex} has returned is fine
   */
  public static int valueIndex(String json, String quotedKey, int from) {
    int at = json.indexOf(quotedKey, from);
    while (at >= 0) {
      int colon = skipWhitespace(json, at + quotedKey.length());
      boolean isKey = at == 0 || json.charAt(at - 1) != '\\';
      if (isKey && charAt(json, colon) == ':') {
        int value = skipWhitespace(json, colon + 1);
        return value < json.length() ? value : -1;
      }
      at = json.indexOf(quotedKey, at + 1);
    }
    return -1;
  }

  /**
   * The whole number at an index, or -1: for no number, a negative one, one in exponent notation
   * and one that does not fit. A fraction is cut off.
   */
  public static long longAt(String json, int index) {
    int i = index;
    long value = 0;
    for (int c = charAt(json, i); c >= '0' && c <= '9'; c = charAt(json, ++i)) {
      int digit = c - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return i == index || hasExponent(json, i) ? -1 : value;
  }

  /** Whether there is a string of at least one character. */
  public static boolean isNonEmptyStringAt(String json, int index) {
    if (charAt(json, index) != '"') {
      return false;
    }
    int next = charAt(json, index + 1);
    return next >= 0 && next != '"';
  }

  /** Whether there is a null. */
  public static boolean isNullAt(String json, int index) {
    return json.startsWith("null", index);
  }

  /** Whether there is an array with at least one element. */
  public static boolean isNonEmptyArrayAt(String json, int index) {
    if (charAt(json, index) != '[') {
      return false;
    }
    int next = charAt(json, skipWhitespace(json, index + 1));
    return next >= 0 && next != ']';
  }

  /**
   * The string at an index without its escapes, cut to {@code maxLength} chars (never between two
   * surrogates); null if there is none, or if it breaks off or is malformed before that length.
   */
  public static @Nullable String stringAt(String json, int index, int maxLength) {
    if (charAt(json, index) != '"') {
      return null;
    }
    int start = index + 1;
    int limit = (int) Math.min(json.length(), (long) start + Math.max(0, maxLength));
    int i = start;
    while (i < limit && json.charAt(i) != '"' && json.charAt(i) != '\\') {
      i++;
    }
    if (charAt(json, i) == '"') {
      return json.substring(start, i);
    }
    if (i - start >= maxLength) {
      return json.substring(start, JsonChars.wholeEnd(json, start, i));
    }
    return unescape(json, start, i, maxLength);
  }

  /**
   * Index of the quote that ends a string, or -1 if the string breaks off or is malformed.
   *
   * @param from where the string's characters begin, after its first quote; not negative
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
    if (c == 'u') {
      return hex(json, letter + 1) < 0 ? -1 : 6;
    }
    return JsonChars.unescape(c) < 0 ? -1 : 2;
  }

  /**
   * Size of a text in UTF-8, as {@code text.getBytes(UTF_8).length}: an unpaired surrogate counts
   * as one byte.
   */
  public static long utf8Length(String text) {
    return utf8Length(text, 0, text.length());
  }

  /** The same for a part of the text, which must lie within it. */
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

  private static @Nullable String unescape(String json, int start, int firstEscape, int maxLength) {
    StringBuilder text = new StringBuilder(Math.min(maxLength, 2 * (firstEscape - start) + 32));
    text.append(json, start, firstEscape);
    int i = firstEscape;
    while (text.length() < maxLength && charAt(json, i) != '"') {
      int c = charAt(json, i++);
      if (c == '\\') {
        int letter = charAt(json, i++);
        c = letter == 'u' ? hex(json, i) : JsonChars.unescape(letter);
        i += letter == 'u' ? 4 : 0;
      }
      if (c < 0) {
        return null;
      }
      text.append((char) c);
    }
    boolean isWhole = charAt(json, i) == '"';
    return text.substring(0, isWhole ? text.length() : JsonChars.wholeEnd(text, 0, text.length()));
  }

  private static int hex(String json, int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = JsonChars.hexDigit(charAt(json, i));
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static boolean hasExponent(String json, int index) {
    int i = index;
    if (charAt(json, i) == '.') {
      i++;
      while (charAt(json, i) >= '0' && charAt(json, i) <= '9') {
        i++;
      }
    }
    return (charAt(json, i) | 0x20) == 'e';
  }

  private static int skipWhitespace(String json, int index) {
    int i = index;
    while (JsonChars.isWhitespace(charAt(json, i))) {
      i++;
    }
    return i;
  }

  /** The char, or -1 outside of the text. */
  private static int charAt(String json, int index) {
    return index >= 0 && index < json.length() ? json.charAt(index) : -1;
  }
}
