/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

/** A tap with nothing but trouble. */
final class ThrowingTap implements Tap {

  @Override
  public void onBytes(byte[] bytes, int offset, int length) {
    throw new IllegalStateException("bytes");
  }

  @Override
  public void onSkipped(long bytes) {
    throw new StackOverflowError("skipped");
  }

  @Override
  public void onEnd() {
    throw new AssertionError("end");
  }

  @Override
  public void onClose() {
    throw new IllegalArgumentException("close");
  }

  @Override
  public void onError(Throwable error) {
    throw new NoClassDefFoundError("error");
  }
}
