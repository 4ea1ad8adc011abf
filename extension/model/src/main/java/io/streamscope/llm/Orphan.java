/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSummary;

/** What a streamed call goes on to receive after whoever was to read it has gone. */
final class Orphan {

  private static final long PROMPT_NANOS = 1_000_000_000L;

  private volatile long since;
  private volatile long chunks;

  boolean isOrphaned() {
    return since != 0;
  }

  void orphaned(long nanos) {
    since = nanos;
  }

  void onChunks(long count) {
    if (since != 0) {
      chunks += count; // only ever under the stream's lock
    }
  }

  /** The stream is over: says so on its span and in the metrics if nobody stopped it in time. */
  void onEnd(GenAiTelemetry telemetry, GenAiRequest request, StreamSummary summary, Span span) {
    long start = since;
    if (start == 0) {
      return;
    }
    long duration = Math.max(0, summary.endNanos() - start);
    boolean stopped = chunks == 0 || summary.outcome() == StreamOutcome.CANCELLED;
    if (stopped && duration < PROMPT_NANOS) {
      return; // the application reacted in time
    }
    span.setAttribute(StreamAttributes.ORPHANED, true);
    span.setAttribute(StreamAttributes.ORPHANED_CHUNK_COUNT, chunks);
    span.setAttribute(StreamAttributes.ORPHANED_DURATION, duration / 1e9);
    telemetry.runtime().metrics().orphaned(chunks, telemetry.metrics().orphanAttributes(request));
  }
}
