/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.time.Instant;

/**
 * Tells the time of day of readings of the monotonic clock, so that a span is exactly as long as
 * the times on it say, whatever happens to the system's clock meanwhile. One for each span.
 *
 * @param offsetNanos nanoseconds since the epoch at the monotonic clock's zero
 */
public record WallClock(long offsetNanos) {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /**
   * Compares the two clocks.
   *
   * @param nanos what the monotonic clock has just told
   */
  public static WallClock at(long nanos) {
    Instant now = Instant.now();
    return new WallClock(now.getEpochSecond() * SECOND_NANOS + now.getNano() - nanos);
  }

  /** The time of day of a reading, nanoseconds since the epoch. */
  public long epochNanos(long nanos) {
    return offsetNanos + nanos;
  }
}
