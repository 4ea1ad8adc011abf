/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

/**
 * The string that a {@link JsonDigest} goes over: its first bytes are kept, as they are spelled.
 * Not thread-safe.
 */
final class DigestString {

  private static final int LETTER = -1;
  private static final int HEX_DIGITS = 4;
  private static final int UNICODE_ESCAPE = 6;

  private final DigestBuffer kept;
  private final int max;
  private boolean keeping;
  private boolean over;
  private boolean cut;
  private int start;

  /** Where it can be cut, and where the last two escapes begin. */
  private int boundary;

  private int escapeStart;
  private int escapeBefore;

  /** What of an escape is still to come: its letter, or so many digits; 0 outside of any. */
  private int escape;

  DigestString(DigestBuffer kept, int max) {
    this.kept = kept;
    this.max = max;
  }

  /**
   * One begins.
   *
   * @param toKeep whether it is kept, as its quote has been
   */
  void begin(boolean toKeep) {
    keeping = toKeep;
    over = false;
    escape = 0;
    start = kept.size();
    boundary = start;
    escapeStart = -UNICODE_ESCAPE;
    escapeBefore = -UNICODE_ESCAPE;
  }

  /** Whether it has come to its end. */
  boolean isOver() {
    return over;
  }

  /** Whether any has been cut. */
  boolean wasCut() {
    return cut;
  }

  /** Goes on and returns where it ended, after its quote. */
  int read(byte[] bytes, int from, int end) {
    for (int at = from; at < end; at++) {
      if (!keeping && escape == 0) {
        at = plainEnd(bytes, at, end);
        if (at == end) {
          return end;
        }
      }
      byte b = bytes[at];
      if (escape == 0 && b == '"') {
        finish();
        return at + 1;
      }
      keep(b);
      follow(b);
    }
    return end;
  }

  private static int plainEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  private void finish() {
    over = true;
    if (keeping) {
      kept.write('"');
    }
  }

  private void keep(byte b) {
    if (!keeping) {
      return;
    }
    if (escape == 0 && (b & 0xC0) != 0x80) {
      boundary = kept.size();
    }
    if (kept.size() - start == max) {
      kept.cutTo(end(escapeStart < boundary ? escapeStart : escapeBefore));
      kept.write('"');
      keeping = false;
      cut = true;
      return;
    }
    if (escape == 0 && b == '\\') {
      escapeBefore = escapeStart;
      escapeStart = kept.size();
    }
    kept.write(b);
  }

  /** Where what is kept ends: before its last escape if that is half of a character. */
  private int end(int lastEscape) {
    if (boundary - lastEscape != UNICODE_ESCAPE || kept.at(lastEscape + 1) != 'u') {
      return boundary;
    }
    int first = JsonChars.hexDigit(kept.at(lastEscape + 2));
    int second = JsonChars.hexDigit(kept.at(lastEscape + 3));
    return first == 0xD && second >= 8 && second <= 0xB ? lastEscape : boundary;
  }

  private void follow(byte b) {
    if (escape == LETTER) {
      escape = b == 'u' ? HEX_DIGITS : 0;
    } else if (escape > 0) {
      escape--;
    } else if (b == '\\') {
      escape = LETTER;
    }
  }
}
