/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.io.Console;

/** What the terminal can do, if there is one. */
final class Terminal {
  private Terminal() {}

  /** Whether output goes to a terminal whose user has not switched colours off. */
  static boolean hasColours() {
    Console console = System.console();
    if (console == null || System.getenv("NO_COLOR") != null) {
      return false;
    }
    try {
      // Since JDK 22 there is a console even if output goes to a file.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
