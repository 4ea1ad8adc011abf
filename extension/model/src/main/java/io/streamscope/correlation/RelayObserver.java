/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.GapBuckets;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamMetrics;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * Joins an outbound stream with the model call that feeds it: explains the time to the first chunk,
 * measures how long model chunks wait to be passed on, and tells the model call when its reader has
 * gone ({@code docs/attributes.md}). One per stream; called under the stream's lock.
 */
public final class RelayObserver implements StreamObserver {

  private final RequestTimeline timeline;
  private final StreamMetrics metrics;
  private final StreamProtocol protocol;
  private boolean started;
  private @Nullable ModelCall feeder;
  private long firstModelChunkNanos;
  private @Nullable GapBuckets lags;
  private long lagSum;
  private long lagCount;

  /** Follows a stream of the request that the timeline belongs to. */
  public RelayObserver(RequestTimeline timeline, StreamMetrics metrics, StreamProtocol protocol) {
    this.timeline = timeline;
    this.metrics = metrics;
    this.protocol = protocol;
  }

  @Override
  public void onChunks(long count, long nanos) {
    if (!started) {
      started = true;
      ModelCall call = timeline.lastAnswering();
      if (call != null) {
        feeder = call;
        firstModelChunkNanos = call.firstChunkNanos();
      }
    }
    long unrelayed = timeline.takeUnrelayed();
    if (unrelayed != 0) {
      addLag(Math.max(0, nanos - unrelayed));
    }
  }

  private void addLag(long lag) {
    GapBuckets buckets = lags;
    if (buckets == null) {
      buckets = new GapBuckets();
      lags = buckets;
    }
    buckets.add(lag);
    lagSum += lag;
    lagCount++;
  }

  @Override
  public void onEnd(StreamSummary summary, Span span) {
    explainFirstChunk(summary, span);
    GapBuckets buckets = lags;
    if (buckets != null) {
      span.setAttribute(StreamAttributes.RELAY_LAG_MEAN, lagSum / 1e9 / lagCount);
      span.setAttribute(StreamAttributes.RELAY_LAG_MAX, buckets.max() / 1e9);
      metrics.relayLags(protocol).add(buckets, summary.durationNanos());
    }
    if (summary.outcome() != StreamOutcome.COMPLETE) {
      timeline.downstreamGone(summary.endNanos());
    }
  }

  private void explainFirstChunk(StreamSummary summary, Span span) {
    ModelCall call = feeder;
    if (call == null) {
      return;
    }
    call.nameModelOn(span);
    long before = call.startNanos() - summary.requestNanos();
    long model = firstModelChunkNanos - call.startNanos();
    long relay = summary.firstChunkNanos() - firstModelChunkNanos;
    if (before < 0 || model < 0 || relay < 0) {
      return;
    }
    span.setAttribute(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL, before / 1e9);
    span.setAttribute(
        StreamAttributes.FIRST_CHUNK_RETRIEVAL,
        Math.min(before, call.retrievalNanosBefore()) / 1e9);
    span.setAttribute(StreamAttributes.FIRST_CHUNK_MODEL, model / 1e9);
    span.setAttribute(StreamAttributes.FIRST_CHUNK_RELAY, relay / 1e9);
  }
}
