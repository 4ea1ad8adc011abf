/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Ways in which bytes are text. */
final class FuzzText {

  private FuzzText() {}

  /** Null if the bytes are not well-formed UTF-8. */
  static @Nullable String strict(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  /**
   * Every byte is a char, those that are not ASCII are surrogates, often without the other half.
   */
  static String withSurrogates(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      int unit = b & 0xFF;
      text.append((char) (unit < 0x80 ? unit : unit % 2 == 0 ? 0xD800 + unit : 0xDC00 + unit));
    }
    return text.toString();
  }

  /** Whether a text is a beginning of another one that is cut between characters. */
  static boolean isCutOf(String cut, String whole, int limit) {
    boolean isSplit =
        cut.length() > 0
            && cut.length() < whole.length()
            && Character.isHighSurrogate(cut.charAt(cut.length() - 1))
            && Character.isLowSurrogate(whole.charAt(cut.length()));
    return whole.startsWith(cut)
        && !isSplit
        && cut.length() <= limit
        && cut.length() >= Math.min(whole.length(), limit) - 2;
  }
}
