/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.context.Context;

/**
 * Collects the gaps of finished streams with the same labels until the sweeper publishes them: an
 * application thread that ends a stream of a million chunks does not record a million values.
 * Thread-safe.
 */
public final class GapAccumulator {

  private final DoubleHistogram histogram;
  private final Attributes attributes;
  private final Object lock = new Object();
  private GapBuckets pending = new GapBuckets(); // guarded by lock

  GapAccumulator(DoubleHistogram histogram, Attributes attributes) {
    this.histogram = histogram;
    this.attributes = attributes;
  }

  /** Adds the gaps of one finished stream. */
  public void add(GapBuckets gaps) {
    synchronized (lock) {
      pending.addAll(gaps);
    }
  }

  void publish() {
    GapBuckets due;
    synchronized (lock) {
      if (pending.count() == 0) {
        return;
      }
      due = pending;
      pending = new GapBuckets();
    }
    Context context = Context.root();
    due.drainTo(seconds -> histogram.record(seconds, attributes, context));
  }
}
