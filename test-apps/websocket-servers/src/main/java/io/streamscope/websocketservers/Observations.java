/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.util.ArrayList;
import java.util.List;

/** What the application saw, line by line. */
final class Observations {

  private static final List<String> lines = new ArrayList<>(); // guarded by lines

  private Observations() {}

  static void saw(String line) {
    synchronized (lines) {
      lines.add(line);
    }
  }

  static void forget() {
    synchronized (lines) {
      lines.clear();
    }
  }

  static String text() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }
}
