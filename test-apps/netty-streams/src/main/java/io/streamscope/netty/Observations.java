/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the application itself saw, in order: callbacks and exceptions. */
final class Observations {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  void saw(String what) {
    lines.add(what);
  }

  void saw(String where, @Nullable Throwable failure) {
    lines.add(where + ": " + describe(failure));
  }

  private static String describe(@Nullable Throwable failure) {
    return failure == null
        ? "none"
        : failure.getClass().getName()
            + " "
            + failure.getMessage()
            + " suppressed="
            + failure.getSuppressed().length;
  }

  /** One line each. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  void clear() {
    lines.clear();
  }
}
