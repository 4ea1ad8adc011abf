/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertow.v1_4;

import static io.streamscope.instrumentation.undertow.v1_4.UndertowStreamSingletons.streams;

import io.streamscope.http.ServerResponse;
import io.undertow.channels.DetachableStreamSinkChannel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A write to a channel. Only when it has returned does the position of a buffer tell what of it was
 * taken; what was not is written again.
 */
public final class UndertowWrite {

  private static final int NO_STREAM = -1;

  private UndertowWrite() {}

  /** A buffer is about to be written: its position, or -1 if this is no stream. */
  public static int begin(DetachableStreamSinkChannel channel, ByteBuffer bytes) {
    return begin(channel) ? bytes.position() : NO_STREAM;
  }

  /** Buffers are about to be written: their positions, or null if this is no stream. */
  public static int @Nullable [] begin(DetachableStreamSinkChannel channel, ByteBuffer[] bytes) {
    if (!begin(channel)) {
      return null;
    }
    int[] starts = new int[bytes.length];
    for (int i = 0; i < starts.length; i++) {
      ByteBuffer buffer = bytes[i];
      starts[i] = buffer == null ? 0 : buffer.position();
    }
    return starts;
  }

  /** The channel is about to be flushed, or waited for: whether it is a stream's. */
  public static boolean begin(DetachableStreamSinkChannel channel) {
    ServerResponse stream = streams().get(channel);
    if (stream == null) {
      return false;
    }
    stream.writing();
    return true;
  }

  /** The buffer has been written, or some of it, or nothing. */
  public static void end(
      DetachableStreamSinkChannel channel,
      ByteBuffer bytes,
      int start,
      @Nullable Throwable thrown) {
    ServerResponse stream = start == NO_STREAM ? null : streams().get(channel);
    if (stream != null) {
      taken(stream, bytes, start);
      stream.wrote(thrown);
    }
  }

  /** The buffers have been written, or some of them, or nothing. */
  public static void end(
      DetachableStreamSinkChannel channel,
      ByteBuffer[] bytes,
      int @Nullable [] starts,
      @Nullable Throwable thrown) {
    ServerResponse stream = starts == null ? null : streams().get(channel);
    if (stream != null && starts != null) {
      for (int i = 0; i < starts.length; i++) {
        if (bytes[i] != null) {
          taken(stream, bytes[i], starts[i]);
        }
      }
      stream.wrote(thrown);
    }
  }

  /** The channel has been flushed, or is writable. */
  public static void end(
      DetachableStreamSinkChannel channel, boolean isStream, @Nullable Throwable thrown) {
    ServerResponse stream = isStream ? streams().get(channel) : null;
    if (stream != null) {
      stream.wrote(thrown);
    }
  }

  private static void taken(ServerResponse stream, ByteBuffer bytes, int start) {
    int end = bytes.position();
    if (end > start) {
      ByteBuffer taken = bytes.duplicate(); // the caller's buffer is not ours to move
      taken.limit(end).position(start);
      stream.bytes(taken);
    }
  }
}
