/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that moves only when a test says so. Thread-safe. */
public final class FakeClock implements LongSupplier {

  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /** Lets time pass. */
  public void advanceNanos(long passed) {
    nanos.addAndGet(passed);
  }

  /** Lets time pass. */
  public void advanceMillis(long passed) {
    advanceNanos(passed * 1_000_000L);
  }
}
