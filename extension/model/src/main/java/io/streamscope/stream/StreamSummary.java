/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import org.jspecify.annotations.Nullable;

/**
 * What one stream came to. Times in nanoseconds of the monotonic clock, durations in nanoseconds.
 *
 * @param protocol how it turned out to be framed
 * @param outcome how it ended
 * @param errorType the value of {@code error.type}, null if its end is no error
 * @param chunks number of chunks
 * @param bytes payload bytes
 * @param requestNanos when the request was issued or came in
 * @param firstChunkNanos when the first chunk passed; meaningless without chunks
 * @param lastChunkNanos when the last chunk passed; meaningless without chunks
 * @param endNanos when it ended
 * @param durationNanos from the start of the span to the end
 * @param gaps the gaps between the chunks, null with fewer than two chunks
 */
public record StreamSummary(
    StreamProtocol protocol,
    StreamOutcome outcome,
    @Nullable String errorType,
    long chunks,
    long bytes,
    long requestNanos,
    long firstChunkNanos,
    long lastChunkNanos,
    long endNanos,
    long durationNanos,
    @Nullable GapBuckets gaps) {

  /** Seconds from the request to the first chunk; meaningless without chunks. */
  public double secondsToFirstChunk() {
    return (firstChunkNanos - requestNanos) / 1e9;
  }
}
