/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.trace.Span;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one place where failures of ours end. Whatever goes wrong in our code, the application never
 * sees it; the log does, at {@code FINE}, at most once a second.
 */
public final class Guard {

  private static final Logger logger = Logger.getLogger("io.streamscope");
  private static final long LOG_INTERVAL_NANOS = 1_000_000_000L;
  private static final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - 2_000_000_000L);

  private Guard() {}

  /** Runs something of ours; nothing it throws gets out. */
  public static void run(Runnable ours) {
    try {
      ours.run();
    } catch (Throwable failure) {
      swallowed(failure);
    }
  }

  /**
   * Ends a span; nothing that a span processor of the user's throws gets out.
   *
   * @param epochNanos when, in nanoseconds since the epoch
   */
  public static void end(Span span, long epochNanos) {
    try {
      span.end(epochNanos, TimeUnit.NANOSECONDS);
    } catch (Throwable foreign) {
      log("A span processor failed at the end of a span", foreign);
    }
  }

  /** Takes note of a failure of ours that was caught; never throws. */
  public static void swallowed(@Nullable Throwable failure) {
    if (failure != null) {
      log("Streamscope could not observe a stream", failure);
    }
  }

  private static void log(String message, Throwable failure) {
    try {
      long now = System.nanoTime();
      long last = lastLogged.get();
      if (now - last > LOG_INTERVAL_NANOS && lastLogged.compareAndSet(last, now)) {
        logger.log(Level.FINE, message, failure);
      }
    } catch (Throwable nothingLeftToDo) {
      lastLogged.lazySet(System.nanoTime());
    }
  }
}
