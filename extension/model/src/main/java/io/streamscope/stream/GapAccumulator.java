/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.context.Context;
import java.util.function.LongConsumer;

/**
 * Collects the gaps of finished streams with the same labels until the sweeper publishes them: an
 * application thread that ends a stream of a million chunks does not record a million values.
 * Thread-safe.
 */
public final class GapAccumulator {

  private static final int GAPS_MAX = 100_000;

  private final DoubleHistogram histogram;
  private final Attributes attributes;
  private final LongConsumer cut;
  private final Object lock = new Object();
  private GapBuckets pending = new GapBuckets(); // guarded by lock

  /**
   * @param cut told how many gaps a long stream had more than are published
   */
  GapAccumulator(DoubleHistogram histogram, Attributes attributes, LongConsumer cut) {
    this.histogram = histogram;
    this.attributes = attributes;
    this.cut = cut;
  }

  /** Adds the gaps of one finished stream; 100,000 of them, in proportion, if there are more. */
  public void add(GapBuckets gaps) {
    long count = gaps.count();
    GapBuckets published = count > GAPS_MAX ? gaps.scaled(GAPS_MAX) : gaps;
    synchronized (lock) {
      pending.addAll(published);
    }
    if (published != gaps) {
      cut.accept(count - published.count());
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
