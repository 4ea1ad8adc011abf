/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one stream in constant memory: the same size after a million chunks as after ten.
 * Not thread-safe: {@link StreamSpan}'s lock guards it.
 */
final class StreamStats {

  final long startNanos;
  long requestNanos;
  long chunks;
  long bytes;
  long heartbeats;
  long stalls;
  long firstChunkNanos;
  long lastChunkNanos;
  long busyNanos;
  long blockedNanos;
  private @Nullable GapBuckets gaps;

  StreamStats(long startNanos, long requestNanos) {
    this.startNanos = startNanos;
    this.requestNanos = requestNanos;
  }

  /**
   * Counts chunks that passed together. All gaps are the time between the first and the last chunk.
   *
   * @return the gap before them, 0 for the first
   */
  long add(long count, long size, long nanos) {
    long before = chunks;
    chunks = before + count;
    bytes += size;
    if (before == 0) {
      firstChunkNanos = nanos;
      lastChunkNanos = nanos;
      if (count > 1) {
        gaps().addZeros(count - 1);
      }
      return 0;
    }
    long gap;
    if (nanos < firstChunkNanos) { // it has waited for the thread of the first one
      gap = firstChunkNanos - nanos;
      firstChunkNanos = nanos;
    } else {
      gap = Math.max(0, nanos - lastChunkNanos);
      lastChunkNanos += gap;
    }
    GapBuckets buckets = gaps();
    buckets.add(gap);
    if (count > 1) {
      buckets.addZeros(count - 1);
    }
    return gap;
  }

  private GapBuckets gaps() {
    GapBuckets buckets = gaps;
    if (buckets == null) {
      buckets = new GapBuckets();
      gaps = buckets;
    }
    return buckets;
  }

  StreamSummary summary(StreamEnding ending, StreamProtocol protocol, long endNanos) {
    return new StreamSummary(
        protocol,
        ending.outcome(),
        ending.errorType(),
        chunks,
        bytes,
        requestNanos,
        firstChunkNanos,
        lastChunkNanos,
        endNanos,
        Math.max(0, endNanos - startNanos),
        gaps);
  }

  void writeTo(Span span, long endNanos, boolean outbound) {
    span.setAttribute(StreamAttributes.CHUNK_COUNT, chunks);
    span.setAttribute(StreamAttributes.BYTES, bytes);
    if (heartbeats > 0) {
      span.setAttribute(StreamAttributes.HEARTBEAT_COUNT, heartbeats);
    }
    if (chunks > 0) {
      span.setAttribute(
          StreamAttributes.TIME_TO_FIRST_CHUNK, seconds(firstChunkNanos - requestNanos));
    }
    if (gaps != null) {
      span.setAttribute(StreamAttributes.CHUNK_GAP_MAX, seconds(gaps.max()));
      span.setAttribute(
          StreamAttributes.CHUNK_GAP_MEAN,
          seconds(lastChunkNanos - firstChunkNanos) / (chunks - 1));
    }
    span.setAttribute(StreamAttributes.STALL_COUNT, stalls);
    long duration = Math.max(0, endNanos - startNanos);
    long busy = Math.min(busyNanos, duration);
    span.setAttribute(StreamAttributes.BUSY_TIME, seconds(busy));
    span.setAttribute(StreamAttributes.IDLE_TIME, seconds(duration - busy));
    if (outbound) {
      span.setAttribute(StreamAttributes.BLOCKED_TIME, seconds(Math.min(blockedNanos, busy)));
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
