/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Hands every call to its delegate as it came, and what was successfully written to a {@link Tap}
 * afterwards.
 *
 * <p>As safe for threads as the delegate; the tap gets the calls on the threads that made them, in
 * no particular order if there are several. Nothing is buffered; no argument may be null.
 */
public final class TappedOutputStream extends OutputStream {

  private final OutputStream delegate;
  private final TapGuard tap;
  private final byte[] single = new byte[1];

  public TappedOutputStream(OutputStream delegate, Tap tap) {
    this.delegate = delegate;
    this.tap = new TapGuard(tap);
  }

  @Override
  public void write(int b) throws IOException {
    try {
      delegate.write(b);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    single[0] = (byte) b;
    tap.bytes(single, 0, 1);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    try {
      delegate.write(bytes);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    tap.bytes(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      delegate.write(bytes, offset, length);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    tap.bytes(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    try {
      delegate.flush();
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      delegate.close();
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    } finally {
      tap.close();
    }
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
