/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the application itself saw, in order: callbacks and exceptions. */
public final class Observations {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Nothing yet. */
  public Observations() {}

  /** Something happened. */
  public void saw(String what) {
    lines.add(what);
  }

  /** Something failed. */
  public void saw(String where, @Nullable Throwable failure) {
    lines.add(where + ": " + describe(failure));
  }

  private static String describe(@Nullable Throwable failure) {
    return failure == null
        ? "none"
        : failure.getClass().getName()
            + " "
            + failure.getMessage()
            + " cause="
            + (failure.getCause() == null ? "none" : failure.getCause().getClass().getName())
            + " suppressed="
            + failure.getSuppressed().length;
  }

  /** All of it. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Forgets it. */
  public void clear() {
    lines.clear();
  }
}
