/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the application itself saw, in order. */
final class Observations {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  void saw(String what) {
    lines.add(what);
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
