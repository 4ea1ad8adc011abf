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

  private static final int ALWAYS_PUBLISHED = 20_000;
  private static final int A_SECOND = 5_000;
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

  /**
   * Adds the gaps of one finished stream. Of more than any model's answer has, as many as its
   * {@link #budget}, in proportion.
   *
   * @param streamNanos how long the stream took
   */
  public void add(GapBuckets gaps, long streamNanos) {
    long count = gaps.count();
    int budget = budget(streamNanos);
    GapBuckets published = count > budget ? gaps.scaled(budget) : gaps;
    synchronized (lock) {
      pending.addAll(published);
    }
    if (published != gaps) {
      cut.accept(count - published.count());
    }
  }

  /** How many gaps a stream of this duration publishes: no more than 100,000. */
  static int budget(long streamNanos) {
    double spread = Math.max(0, streamNanos) / 1e9 * A_SECOND;
    return (int) Math.min(GAPS_MAX, ALWAYS_PUBLISHED + spread);
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
