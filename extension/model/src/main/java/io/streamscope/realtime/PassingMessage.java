/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.json.JsonDigest;
import java.nio.ByteBuffer;

/**
 * The message that passes in one direction, in parts of any size: what is kept of it does not grow
 * with it. Parts of one direction come one at a time; thread-safe all the same.
 */
final class PassingMessage {

  private static final int PIECE = 4096;
  private static final int UTF8_MAX = 4;
  private static final char REPLACEMENT = '?';

  private final byte[] piece = new byte[PIECE]; // guarded by this
  private int filled; // guarded by this
  private JsonDigest digest = new JsonDigest(); // guarded by this
  private EncodedAudio audio = new EncodedAudio(); // guarded by this
  private long bytes; // guarded by this
  private char high; // guarded by this; the first half of a character, 0 for none

  /** A part of a text. */
  synchronized void add(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (filled > PIECE - UTF8_MAX - 1) {
        flush();
      }
      if (c < 0x80 && high == 0) {
        piece[filled++] = (byte) c;
      } else {
        encode(c);
      }
    }
  }

  private void encode(char c) {
    if (high != 0) {
      char first = high;
      high = 0;
      if (Character.isLowSurrogate(c)) {
        write(Character.toCodePoint(first, c));
        return;
      }
      write(REPLACEMENT);
    }
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else {
      write(Character.isLowSurrogate(c) ? REPLACEMENT : c);
    }
  }

  private void write(int c) {
    if (c < 0x80) {
      piece[filled++] = (byte) c;
    } else if (c < 0x800) {
      piece[filled++] = (byte) (0xC0 | c >> 6);
      piece[filled++] = continued(c);
    } else if (c < 0x10000) {
      piece[filled++] = (byte) (0xE0 | c >> 12);
      piece[filled++] = continued(c >> 6);
      piece[filled++] = continued(c);
    } else {
      piece[filled++] = (byte) (0xF0 | c >> 18);
      piece[filled++] = continued(c >> 12);
      piece[filled++] = continued(c >> 6);
      piece[filled++] = continued(c);
    }
  }

  private static byte continued(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  /** A part in UTF-8; the buffer stays as it is. */
  synchronized void add(ByteBuffer utf8) {
    ByteBuffer view = utf8.duplicate();
    while (view.hasRemaining()) {
      flush();
      filled = Math.min(PIECE, view.remaining());
      view.get(piece, 0, filled);
    }
  }

  /** A part of which only the size matters. */
  synchronized void skip(long size) {
    bytes += size;
  }

  private void flush() {
    digest.feed(piece, 0, filled);
    audio.feed(piece, 0, filled);
    bytes += filled;
    filled = 0;
  }

  /** It is complete; the next one begins. */
  synchronized RealtimeEvent take() {
    if (high != 0) {
      high = 0;
      write(REPLACEMENT);
    }
    flush();
    RealtimeEvent event = new RealtimeEvent(digest, bytes, audio.bytes());
    digest = new JsonDigest();
    audio = new EncodedAudio();
    bytes = 0;
    return event;
  }
}
