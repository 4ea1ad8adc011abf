/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.GapAccumulator;
import io.streamscope.stream.GapBuckets;
import io.streamscope.stream.StreamAttributes;
import org.jspecify.annotations.Nullable;

/** How long what was read waited to be passed on. Not thread-safe: the stream's lock guards it. */
final class RelayLags {

  /** No lag is known. */
  static final long NONE = -1;

  private @Nullable GapBuckets buckets; // null before the first
  private long sum;
  private long count;

  void add(long lag) {
    if (lag == NONE) {
      return;
    }
    GapBuckets known = buckets;
    if (known == null) {
      known = new GapBuckets();
      buckets = known;
    }
    known.add(lag);
    sum += lag;
    count++;
  }

  boolean isEmpty() {
    return buckets == null;
  }

  /** Says on the stream and in the metric what there was, and forgets it. */
  void report(Span span, GapAccumulator metric, long durationNanos) {
    GapBuckets known = buckets;
    if (known != null) {
      span.setAttribute(StreamAttributes.RELAY_LAG_MEAN, sum / 1e9 / count);
      span.setAttribute(StreamAttributes.RELAY_LAG_MAX, known.max() / 1e9);
      metric.add(known, durationNanos);
      buckets = null;
    }
  }
}
