/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSummary;

/**
 * What a streamed call goes on to receive after whoever was to read it has gone. Chunks and the end
 * come under the stream's lock; thread-safe apart from that.
 */
final class Orphan {

  private static final long PROMPT_NANOS = 1_000_000_000L;

  private volatile long since;
  private volatile long chunks;

  /** Whether the reader has gone. */
  boolean isOrphaned() {
    return since != 0;
  }

  /** The reader has gone. */
  void orphaned(long nanos) {
    since = nanos;
  }

  /** Chunks arrived. */
  void onChunks(long count) {
    if (since != 0) {
      chunks += count; // only ever under the stream's lock
    }
  }

  /** Chunks that arrived for nobody. */
  long chunks() {
    return chunks;
  }

  /**
   * The stream is over: says so on its span if nobody stopped it in time.
   *
   * @return whether nobody did
   */
  boolean onEnd(StreamSummary summary, Span span) {
    long start = since;
    if (start == 0) {
      return false;
    }
    long duration = Math.max(0, summary.endNanos() - start);
    boolean stopped = chunks == 0 || summary.outcome() == StreamOutcome.CANCELLED;
    if (stopped && duration < PROMPT_NANOS) {
      return false; // the application reacted in time
    }
    span.setAttribute(StreamAttributes.ORPHANED, true);
    span.setAttribute(StreamAttributes.ORPHANED_CHUNK_COUNT, chunks);
    span.setAttribute(StreamAttributes.ORPHANED_DURATION, duration / 1e9);
    return true;
  }
}
