/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import org.jspecify.annotations.Nullable;

/**
 * Where an application is in its input stream and how far the tap has been told, so that each
 * position is told once. Positions count from where the stream was wrapped.
 */
final class TapCursor {

  private final TapGuard tap;
  private final byte[] single = new byte[1];
  private long position;
  private long reported;
  private long marked;

  TapCursor(TapGuard tap) {
    this.tap = tap;
  }

  void consumed(int b) {
    single[0] = (byte) b;
    consumed(single, 0, 1);
  }

  /** Returns how many bytes that were: a delegate in breach of its contract may hand out null. */
  int consumed(byte @Nullable [] bytes) {
    int length = bytes == null ? 0 : bytes.length;
    consumed(bytes, 0, length);
    return length;
  }

  void consumed(byte @Nullable [] bytes, int offset, int count) {
    position += count;
    long fresh = Math.min(count, position - reported);
    if (fresh > 0) {
      reported = position;
      tap.bytes(bytes, offset + count - (int) fresh, (int) fresh);
    }
  }

  /** Went on (or, with some streams, back) without the bytes being seen. */
  void moved(long count) {
    position += count;
    long fresh = position - reported;
    if (fresh > 0) {
      reported = position;
      tap.skipped(fresh);
    }
  }

  void mark() {
    marked = position;
  }

  void reset() {
    position = marked;
  }
}
