/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The pace of a stream. */
final class Pace {

  private Pace() {}

  static void pause(long ms) {
    if (ms <= 0) {
      return;
    }
    try {
      // a wait that nobody ends
      boolean unused = new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
