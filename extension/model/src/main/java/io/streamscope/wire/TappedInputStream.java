/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands every call to the same method of its delegate, never reads ahead, and shows a {@link Tap}
 * exactly the bytes that the application consumed.
 *
 * <p>Each position of the stream is reported once, as bytes or as skipped: what is read again after
 * {@code reset} is not reported again. {@code transferTo} is made on the delegate with a wrapped
 * target, so that the bytes can be seen; a delegate that knows a faster way for certain targets
 * (file to file) falls back to copying then, with the same result. If {@code readAllBytes}, {@code
 * readNBytes} or {@code skipNBytes} throw, the bytes they had already taken are unknown and not
 * reported.
 *
 * <p>As safe for threads as the delegate; with several readers at once the order in which the tap
 * is called means nothing. No argument may be null where the delegate does not allow it.
 */
public final class TappedInputStream extends InputStream {

  private final InputStream delegate;
  private final TapGuard tap;
  private final TapCursor cursor;

  public TappedInputStream(InputStream delegate, Tap tap) {
    this.delegate = delegate;
    this.tap = new TapGuard(tap);
    this.cursor = new TapCursor(this.tap);
  }

  @Override
  public int read() throws IOException {
    int b;
    try {
      b = delegate.read();
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    if (b < 0) {
      tap.end();
    } else {
      cursor.consumed(b);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes) throws IOException {
    int count;
    try {
      count = delegate.read(bytes);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    consumedOrEnd(bytes, 0, count);
    return count;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = delegate.read(bytes, offset, length);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    consumedOrEnd(bytes, offset, count);
    return count;
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    byte[] all;
    try {
      all = delegate.readAllBytes();
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    cursor.consumed(all);
    tap.end();
    return all;
  }

  @Override
  public byte[] readNBytes(int length) throws IOException {
    byte[] some;
    try {
      some = delegate.readNBytes(length);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    if (cursor.consumed(some) < length) {
      tap.end();
    }
    return some;
  }

  @Override
  public int readNBytes(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = delegate.readNBytes(bytes, offset, length);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    cursor.consumed(bytes, offset, count);
    if (count < length) {
      tap.end();
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped;
    try {
      skipped = delegate.skip(count);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    cursor.moved(skipped);
    return skipped;
  }

  @Override
  public void skipNBytes(long count) throws IOException {
    try {
      delegate.skipNBytes(count);
    } catch (Throwable t) {
      tap.error(t);
      throw t;
    }
    cursor.moved(Math.max(0, count));
  }

  @Override
  public long transferTo(@Nullable OutputStream out) throws IOException {
    // null: the delegate shall complain in its own words
    TransferTarget target = out == null ? null : new TransferTarget(out, cursor);
    long count;
    try {
      count = delegate.transferTo(target);
    } catch (Throwable t) {
      if (target == null || target.failure() != t) {
        tap.error(t);
      }
      throw t;
    }
    if (target != null) {
      cursor.moved(Math.max(0, count - target.written()));
    }
    tap.end();
    return count;
  }

  @Override
  public int available() throws IOException {
    return delegate.available();
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

  // not synchronized: the delegate knows whether it has to be
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  @Override
  public void mark(int readLimit) {
    delegate.mark(readLimit);
    cursor.mark();
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  @Override
  public void reset() throws IOException {
    delegate.reset();
    cursor.reset();
  }

  @Override
  public boolean markSupported() {
    return delegate.markSupported();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }

  private void consumedOrEnd(byte[] bytes, int offset, int count) {
    if (count < 0) {
      tap.end();
    } else {
      cursor.consumed(bytes, offset, count);
    }
  }
}
