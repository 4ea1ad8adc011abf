/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import org.jspecify.annotations.Nullable;

/**
 * Decides which chunks become {@code delta} events: the first few, then ever fewer. A stream of n
 * chunks yields about {@code head + log2(n / head)} events, never more than a maximum and never
 * more than ten a second, so that no stream, however long, floods its span. Not thread-safe.
 */
final class DeltaSampling {

  private static final int HEAD = 4;
  private static final int PER_SECOND = 10;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final int max;
  private long @Nullable [] latest; // null before the first
  private int taken;
  private long next = 2;
  private long quietUntil;

  DeltaSampling(int max) {
    this.max = max;
  }

  /** The first chunk that may become an event; {@code Long.MAX_VALUE} when no more will. */
  long next() {
    return taken < max ? next : Long.MAX_VALUE;
  }

  /** Whether the chunk with this number, at least {@link #next()}, becomes an event. */
  boolean sample(long index, long nanos) {
    if (taken >= PER_SECOND && nanos - quietUntil < 0) {
      return false;
    }
    long[] times = latest;
    if (times == null) {
      times = new long[PER_SECOND];
      latest = times;
    }
    times[taken % PER_SECOND] = nanos;
    taken++;
    quietUntil = times[taken % PER_SECOND] + SECOND_NANOS;
    next = taken < HEAD ? index + 1 : Math.max(index + 1, Long.highestOneBit(index) * 2);
    return true;
  }
}
