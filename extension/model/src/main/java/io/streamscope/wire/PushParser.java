/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a stream in any chunking and cuts them into what its framing has. Never throws
 * because of the bytes or because of the listener. Not thread-safe; the listener must not feed the
 * parser that calls it. No argument may be null.
 */
public abstract class PushParser {

  private static final int SCRATCH_SIZE = 1024;

  private byte @Nullable [] scratch;

  PushParser() {}

  /** Takes the next bytes of the stream; ignored after {@link #end()}. */
  public abstract void feed(byte[] bytes, int offset, int length);

  /** The end of the stream. */
  public abstract void end();

  /** Takes the next byte of the stream, the low eight bits of {@code b}. */
  public final void feed(int b) {
    byte[] single = scratch();
    single[0] = (byte) b;
    feed(single, 0, 1);
  }

  /** Takes what remains in the buffer; its position and limit stay as they are. */
  public final void feed(ByteBuffer buffer) {
    int from = buffer.position();
    int to = buffer.limit();
    if (buffer.hasArray()) {
      feed(buffer.array(), buffer.arrayOffset() + from, to - from);
      return;
    }
    byte[] copy = scratch();
    while (from < to) {
      int count = Math.min(copy.length, to - from);
      buffer.get(from, copy, 0, count);
      feed(copy, 0, count);
      from += count;
    }
  }

  private byte[] scratch() {
    byte[] bytes = scratch;
    if (bytes == null) {
      bytes = new byte[SCRATCH_SIZE];
      scratch = bytes;
    }
    return bytes;
  }

  /** Is shown what is too long to be kept. */
  @FunctionalInterface
  public interface LongData {

    /**
     * A piece of an event, a line or an element that is longer than what is kept. The first one is
     * what had been kept; the others follow in order, before the listener gets the whole.
     */
    void onPiece(byte[] bytes, int offset, int length);
  }
}
