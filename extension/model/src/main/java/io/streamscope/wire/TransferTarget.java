/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link TappedInputStream#transferTo} writes: the application's target, with what it took
 * reported as consumed. Remembers the target's failure, which is not one of the input stream.
 */
final class TransferTarget extends OutputStream {

  private final OutputStream out;
  private final TapCursor cursor;
  private long written;
  private @Nullable Throwable failure;

  TransferTarget(OutputStream out, TapCursor cursor) {
    this.out = out;
    this.cursor = cursor;
  }

  long written() {
    return written;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void write(int b) throws IOException {
    try {
      out.write(b);
    } catch (Throwable t) {
      failure = t;
      throw t;
    }
    cursor.consumed(b);
    written++;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
    } catch (Throwable t) {
      failure = t;
      throw t;
    }
    written += cursor.consumed(bytes);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (Throwable t) {
      failure = t;
      throw t;
    }
    cursor.consumed(bytes, offset, length);
    written += length;
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (Throwable t) {
      failure = t;
      throw t;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (Throwable t) {
      failure = t;
      throw t;
    }
  }
}
