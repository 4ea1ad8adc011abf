/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.Span;

/**
 * How long pongs take to answer our pings. Thread-safe as far as that matters: of two pings that
 * are under way the later one counts.
 */
final class RoundTrips {

  private volatile long pingNanos;
  private volatile long sumNanos;
  private volatile long count;

  void pinged(long nanos) {
    pingNanos = nanos;
  }

  /**
   * A pong has come.
   *
   * @return how long it took, nanoseconds; 0 if nothing was asked
   */
  synchronized long ponged(long nanos) {
    long start = pingNanos;
    if (start == 0) {
      return 0;
    }
    pingNanos = 0;
    sumNanos += nanos - start;
    count++;
    return nanos - start;
  }

  long count() {
    return count;
  }

  double meanSeconds() {
    return count == 0 ? 0 : sumNanos / 1e9 / count;
  }

  /** Says how long they took, if there were any. */
  void writeTo(Span span) {
    if (count() > 0) {
      span.setAttribute(WebSocketAttributes.RTT_MEAN, meanSeconds());
    }
  }
}
