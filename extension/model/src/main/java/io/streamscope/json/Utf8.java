/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

/** Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

  private Utf8() {}

  /** The code point of the sequence that begins at {@code from} before {@code end}, or -1. */
  static int codePoint(byte[] bytes, int from, int end) {
    int lead = bytes[from] & 0xFF;
    if (lead < 0x80) {
      return lead;
    }
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || from + more >= end) {
      return -1;
    }
    int value = lead & (0x3F >> more);
    for (int i = from + 1; i <= from + more; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return -1;
      }
      value = value << 6 | (bytes[i] & 0x3F);
    }
    return size(value) == more + 1 && isScalar(value) ? value : -1;
  }

  /** How many bytes a code point has. */
  static int size(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  private static boolean isScalar(int value) {
    return value <= Character.MAX_CODE_POINT && (value < 0xD800 || value > 0xDFFF);
  }
}
