/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;

/** A model call as the request that made it sees it. Thread-safe. */
public interface ModelCall {

  /** When the call was made, by the model's clock. */
  long startNanos();

  /** The time that retrieval had taken in the request when the call was made. */
  long retrievalNanosBefore();

  /** When its first chunk, or its whole answer, arrived; 0 before that. */
  long firstChunkNanos();

  /** Says on the stream that this call feeds which model was asked. */
  void nameModelOn(Span fed);

  /** Whoever was to read the answer has gone. */
  void downstreamGone(long nanos);
}
