/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

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

  /** Takes note of a failure of ours that was caught; never throws. */
  public static void swallowed(@Nullable Throwable failure) {
    if (failure == null) {
      return;
    }
    try {
      long now = System.nanoTime();
      long last = lastLogged.get();
      if (now - last > LOG_INTERVAL_NANOS && lastLogged.compareAndSet(last, now)) {
        logger.log(Level.FINE, "Streamscope could not observe a stream", failure);
      }
    } catch (Throwable nothingLeftToDo) {
      lastLogged.lazySet(System.nanoTime());
    }
  }
}
