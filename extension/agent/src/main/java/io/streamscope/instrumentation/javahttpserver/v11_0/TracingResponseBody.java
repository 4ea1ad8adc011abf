/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpserver.v11_0;

import io.streamscope.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;

/**
 * The body of a stream: hands every call to the server's stream as it came, and reports what has
 * left. The server keeps small writes until they are flushed or there are too many; until then they
 * are not sent.
 *
 * <p>As safe for threads as the server's stream, which is for one at a time.
 */
final class TracingResponseBody extends OutputStream {

  /** What the server's last buffer takes. */
  private static final int BUFFER = 8192;

  /** The server has a deadline for responses; it closes the connection of one that is late. */
  private static final boolean DEADLINE = Long.getLong("sun.net.httpserver.maxRspTime", 0) > 0;

  private final OutputStream delegate;
  private final ServerResponse stream;
  private final byte[] single = new byte[1];
  private long announced;
  private long buffered;
  private boolean closing;
  private boolean incomplete;

  /**
   * A body.
   *
   * @param length as announced, 0 if the end will tell
   */
  TracingResponseBody(OutputStream delegate, ServerResponse stream, long length) {
    this.delegate = delegate;
    this.stream = stream;
    this.announced = length == 0 ? Long.MAX_VALUE : length;
  }

  @Override
  public void write(int b) throws IOException {
    boolean leaves = writing(1);
    try {
      delegate.write(b);
    } catch (Throwable t) {
      failed(t, 1, leaves);
      throw t;
    }
    single[0] = (byte) b;
    wrote(single, 0, 1, leaves);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    boolean leaves = writing(bytes.length);
    try {
      delegate.write(bytes);
    } catch (Throwable t) {
      failed(t, bytes.length, leaves);
      throw t;
    }
    wrote(bytes, 0, bytes.length, leaves);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    boolean leaves = writing(length);
    try {
      delegate.write(bytes, offset, length);
    } catch (Throwable t) {
      failed(t, length, leaves);
      throw t;
    }
    wrote(bytes, offset, length, leaves);
  }

  @Override
  public void flush() throws IOException {
    stream.writing();
    try {
      delegate.flush();
    } catch (Throwable t) {
      failed(t, 0, true);
      throw t;
    }
    buffered = 0;
    stream.wrote(null);
  }

  /** Closed with less than was announced, the server closes the exchange and so this once more. */
  @Override
  public void close() throws IOException {
    if (closing) {
      incomplete = true;
      delegate.close();
      return;
    }
    closing = true;
    stream.writing();
    try {
      delegate.close();
    } catch (Throwable t) {
      if (incomplete) {
        stream.ended(t);
      }
      failed(t, 0, true);
      throw t;
    }
    stream.wrote(null);
    stream.ended(null);
  }

  /** Whether so many bytes more are too many to wait for a flush. */
  private boolean writing(int length) {
    buffered += length;
    if (buffered <= BUFFER) {
      return false;
    }
    buffered = 0;
    stream.writing();
    return true;
  }

  private void wrote(byte[] bytes, int offset, int length, boolean leaves) {
    announced -= length;
    stream.bytes(bytes, offset, length);
    if (leaves) {
      stream.wrote(null);
    }
  }

  /** What is no {@code IOException}, or comes of more than was announced, is the caller's fault. */
  private void failed(Throwable failure, int length, boolean left) {
    if (failure instanceof IOException && length <= announced) {
      if (DEADLINE && isOfOurSide(failure)) {
        stream.timedOut();
      }
      stream.wrote(failure);
    } else if (left) {
      stream.wrote(null);
    }
  }

  /** Whether the connection was closed here; if the reader did it, the system has other words. */
  private static boolean isOfOurSide(Throwable failure) {
    return failure instanceof ClosedChannelException
        || String.valueOf(failure.getMessage()).endsWith("stream is closed");
  }
}
