/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

/** The characters of RFC 8259; -1 stands for "no character" in and out. */
final class JsonChars {

  private JsonChars() {}

  static boolean isWhitespace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** What the letter after a backslash stands for, or -1; not for {@code u}. */
  static int unescape(int letter) {
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> -1;
    };
  }

  /** The letter that goes after a backslash for a character, or -1. */
  static int escape(int c) {
    return switch (c) {
      case '"', '\\' -> c;
      case '\b' -> 'b';
      case '\f' -> 'f';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> -1;
    };
  }

  static int hexDigit(int c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /** Where to end a text that is cut at {@code end}, so that no first half of a pair is left. */
  static int wholeEnd(CharSequence text, int start, int end) {
    return end > start && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }
}
