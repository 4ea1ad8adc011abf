/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that gives fewer bytes than asked for and fails now and then, by a plan. */
final class UnsteadyInputStream extends InputStream {

  private final byte[] bytes;
  private final byte[] plan;
  private int step;
  private int at;
  private int marked;

  UnsteadyInputStream(byte[] bytes, byte[] plan) {
    this.bytes = bytes;
    this.plan = plan;
  }

  /** How many bytes are behind. */
  int position() {
    return at;
  }

  @Override
  public int read() throws IOException {
    mayFail();
    return at < bytes.length ? bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    mayFail();
    if (length != 0 && at == bytes.length) {
      return -1;
    }
    int count = someOf(Math.min(length, bytes.length - at));
    System.arraycopy(bytes, at, target, offset, count);
    at += count;
    return count;
  }

  /** Goes back by one if it has nowhere to go, as some streams do. */
  @Override
  public long skip(long count) throws IOException {
    mayFail();
    if (count < 0) {
      int back = at > 0 ? 1 : 0;
      at -= back;
      return -back;
    }
    int skipped = someOf((int) Math.min(count, bytes.length - at));
    at += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return bytes.length - at;
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int readLimit) {
    marked = at;
  }

  @Override
  public void reset() throws IOException {
    mayFail();
    at = marked;
  }

  @Override
  public String toString() {
    return "stream at " + at + " of " + Arrays.toString(bytes);
  }

  private int someOf(int most) {
    int limit = 1 + (plan[step % plan.length] & 0x1F);
    return Math.min(most, limit);
  }

  private void mayFail() throws IOException {
    step++;
    if ((plan[step % plan.length] & 0xE0) == 0x60) {
      throw new IOException("step " + step);
    }
  }
}
