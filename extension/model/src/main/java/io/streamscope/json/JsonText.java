/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The characters under a {@link JsonReader}, from a String or from UTF-8, and the tokens that need
 * no grammar around them: literals, numbers, strings. The structure of JSON is ASCII, so both kinds
 * of input are walked unit by unit; only inside strings does UTF-8 have to be decoded.
 */
final class JsonText {

  private static final int NONE = -1;
  private static final long MIN_TENTH = Long.MIN_VALUE / 10;

  private final String chars;
  private final byte @Nullable [] bytes;
  private final int end;
  private int position;
  private boolean cut;

  JsonText(String chars) {
    this.chars = chars;
    this.bytes = null;
    this.end = chars.length();
  }

  JsonText(byte[] bytes, int offset, int length) {
    this.chars = "";
    this.bytes = bytes;
    this.position = Math.min(Math.max(0, offset), bytes.length);
    long wanted = (long) offset + Math.max(0, length);
    this.end = (int) Math.max(position, Math.min(bytes.length, wanted));
  }

  int position() {
    return position;
  }

  /** The unit here, or -1 at the end. */
  int here() {
    return at(position);
  }

  void advance() {
    position++;
  }

  /** Skips whitespace and returns the unit after it, or -1. */
  int skipWhitespace() {
    while (JsonChars.isWhitespace(at(position))) {
      position++;
    }
    return at(position);
  }

  boolean literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at(position + i) != word.charAt(i)) {
        return false;
      }
    }
    position += word.length();
    return true;
  }

  /** Goes over a number as RFC 8259 §6 has it; false if there is none. */
  boolean number() {
    if (here() == '-') {
      position++;
    }
    if (here() == '0') {
      position++;
      if (JsonChars.isDigit(here())) {
        return false;
      }
    } else if (!digits()) {
      return false;
    }
    if (here() == '.') {
      position++;
      if (!digits()) {
        return false;
      }
    }
    if (here() == 'e' || here() == 'E') {
      position++;
      if (here() == '+' || here() == '-') {
        position++;
      }
      return digits();
    }
    return true;
  }

  /** The number between {@code start} and here; cut and saturated if it is not a whole long. */
  long longValue(int start) {
    // negative, as there is one more of them
    long value = 0;
    boolean negative = at(start) == '-';
    for (int i = negative ? start + 1 : start; i < position; i++) {
      int digit = at(i) - '0';
      boolean fits = value > MIN_TENTH || (value == MIN_TENTH && digit <= 8);
      if (digit < 0 || digit > 9 || !fits) {
        return (long) doubleValue(start);
      }
      value = 10 * value - digit;
    }
    return negative ? value : value == Long.MIN_VALUE ? Long.MAX_VALUE : -value;
  }

  /** The number between {@code start} and here. */
  double doubleValue(int start) {
    return Double.parseDouble(slice(start, position));
  }

  /** Goes over a string and returns the first {@code limit} chars; null if it is malformed. */
  @Nullable String string(int limit) {
    int start = position + 1;
    int plain = start;
    while (isPlain(at(plain))) {
      plain++;
    }
    if (at(plain) == '"') {
      position = plain + 1;
      cut = plain - start > limit;
      return slice(start, cut ? wholeEnd(start, start + limit) : plain);
    }
    StringBuilder into = new StringBuilder(Math.min(limit, 2 * (plain - start) + 32));
    if (!string(into, limit)) {
      return null;
    }
    return into.substring(0, cut ? JsonChars.wholeEnd(into, 0, into.length()) : into.length());
  }

  /** Goes over a string; false if it is malformed. */
  boolean string() {
    return string(null, 0);
  }

  /** Whether the last string was longer than its limit. */
  boolean wasCut() {
    return cut;
  }

  /** A piece of the input that is plain. */
  String slice(int from, int to) {
    byte[] utf8 = bytes;
    return utf8 == null
        ? chars.substring(from, to)
        : new String(utf8, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** The unit at an index before the current position, or after it; -1 outside. */
  int at(int index) {
    if (index >= end) {
      return NONE;
    }
    byte[] utf8 = bytes;
    return utf8 == null ? chars.charAt(index) : utf8[index] & 0xFF;
  }

  private boolean string(@Nullable StringBuilder into, int limit) {
    cut = false;
    position++;
    for (int c = here(); c != '"'; c = here()) {
      int codePoint = c == '\\' ? escape() : character(c);
      if (codePoint < 0) {
        return false;
      }
      if (into != null) {
        append(into, codePoint, limit);
      }
    }
    position++;
    return true;
  }

  private void append(StringBuilder into, int codePoint, int limit) {
    if (cut || into.length() + Character.charCount(codePoint) > limit) {
      cut = true;
    } else {
      into.appendCodePoint(codePoint);
    }
  }

  private int character(int c) {
    if (c < 0x20) {
      return NONE;
    }
    byte[] utf8 = bytes;
    if (utf8 == null || c < 0x80) {
      position++;
      return c;
    }
    int codePoint = Utf8.codePoint(utf8, position, end);
    position += Utf8.size(codePoint);
    return codePoint;
  }

  private int escape() {
    int letter = at(position + 1);
    position += 2;
    if (letter != 'u') {
      return JsonChars.unescape(letter);
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = JsonChars.hexDigit(at(position++));
      if (digit < 0) {
        return NONE;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private boolean isPlain(int c) {
    return c >= 0x20 && c != '"' && c != '\\' && (c < 0x80 || bytes == null);
  }

  private int wholeEnd(int start, int end) {
    return bytes == null ? JsonChars.wholeEnd(chars, start, end) : end;
  }

  private boolean digits() {
    int start = position;
    while (JsonChars.isDigit(here())) {
      position++;
    }
    return position > start;
  }
}
