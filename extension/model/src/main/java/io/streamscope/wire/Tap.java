/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

/**
 * Sees what goes through a {@link TappedInputStream} or a {@link TappedOutputStream}.
 *
 * <p>Called on the application's thread, inside its read or write. What a tap throws is swallowed.
 * The arrays belong to the application: a tap must neither change nor keep them.
 */
public interface Tap {

  /**
   * Bytes that the application has read or written. Each position of an input stream is reported at
   * most once, also if the application goes back with {@code reset}.
   */
  void onBytes(byte[] bytes, int offset, int length);

  /** Bytes that the application went over without a way to see them; input streams only. */
  default void onSkipped(long bytes) {}

  /** The end of an input stream was seen, for the first time; never called for output. */
  default void onEnd() {}

  /** The first {@code close} of the application has returned or has thrown. */
  default void onClose() {}

  /**
   * A read, skip, write, flush or close has thrown; the application gets the same object. May come
   * more than once (a read that timed out can be tried again), and also for a caller's mistake, for
   * example bad array bounds.
   */
  default void onError(Throwable error) {}
}
