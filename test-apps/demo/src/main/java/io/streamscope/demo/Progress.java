/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Prints numbered steps as they begin and end. */
final class Progress {
  private final PrintStream out;
  private final int total;
  private final LongSupplier nanoClock;
  private int step;
  private long begun;
  private boolean lineOpen;

  Progress(PrintStream out, int total, LongSupplier nanoClock) {
    this.out = out;
    this.total = total;
    this.nanoClock = nanoClock;
  }

  void begin(String title) {
    step++;
    begun = nanoClock.getAsLong();
    lineOpen = true;
    out.print("[" + step + "/" + total + "] " + title + " … ");
    out.flush();
  }

  /** Ends the line of the current step, for output that comes in between. */
  void openOutput() {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
  }

  void ok(String detail) {
    end("ok", detail.isEmpty() ? "" : "  " + detail);
  }

  void failed(String sentences) {
    if (step > 0) {
      end("FAILED", "");
    }
    out.println("      " + sentences.replace("\n", "\n      "));
    out.flush();
  }

  private void end(String result, String detail) {
    double seconds = (nanoClock.getAsLong() - begun) / 1e9;
    String indent = lineOpen ? "" : "      ";
    out.println(indent + result + String.format(Locale.ROOT, " (%.1f s)", seconds) + detail);
    out.flush();
    lineOpen = false;
  }
}
