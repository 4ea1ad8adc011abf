/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.trace.Span;

/**
 * Sees what happens to one stream, in order. Called under the stream's lock, on whatever thread
 * carries the chunk: be quick, keep no chunk, never call back into the stream. What it throws costs
 * only itself.
 */
public interface StreamObserver {

  /**
   * Chunks passed.
   *
   * @param count how many, at least one
   * @param nanos when, by the model's monotonic clock
   */
  void onChunks(long count, long nanos);

  /**
   * The stream is over; the span is still open for attributes.
   *
   * @param summary what the stream came to
   * @param span the stream's span, recording or not
   */
  void onEnd(StreamSummary summary, Span span);
}
