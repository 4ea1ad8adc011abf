/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

/**
 * How many turns a session may have: some at once, then so many a second; a connection on which a
 * million messages come in does not make a million spans. Not thread-safe.
 */
final class TurnBudget {

  private static final long BURST = 64;
  private static final long NANOS_EACH = 100_000_000L;

  private long spent; // NANOS_EACH of a turn each
  private long lastNanos;

  TurnBudget(long nanos) {
    lastNanos = nanos;
  }

  boolean take(long nanos) {
    spent = Math.max(0, spent - Math.max(0, nanos - lastNanos));
    lastNanos = nanos;
    if (spent > (BURST - 1) * NANOS_EACH) {
      return false;
    }
    spent += NANOS_EACH;
    return true;
  }
}
