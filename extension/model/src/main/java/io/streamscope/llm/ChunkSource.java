/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.streamscope.correlation.CallLayer;
import org.jspecify.annotations.Nullable;

/**
 * Which of the layers that see an answer its chunks are counted from: one only, the one nearest to
 * the wire that sees any. Thread-safe as far as needed: a chunk passes the layers one by one.
 */
final class ChunkSource {

  private volatile CallLayer lowest;
  private volatile @Nullable CallLayer source;

  /**
   * @param owner the layer that opened the call
   */
  ChunkSource(CallLayer owner) {
    this.lowest = owner;
  }

  /** A layer carries the streamed answer. */
  void seenBy(CallLayer layer) {
    if (layer.isBelow(lowest)) {
      lowest = layer;
    }
  }

  /** Whether what this layer sees counts, a chunk or payload without content. */
  boolean brings(boolean chunk, CallLayer layer) {
    return chunk ? bringsChunks(layer) : bringsPayload(layer);
  }

  /** Whether a chunk that this layer sees counts: the lowest one sees it first. */
  private boolean bringsChunks(CallLayer layer) {
    CallLayer before = source;
    if (before == null || layer.isBelow(before)) {
      source = layer;
      return true;
    }
    return before == layer;
  }

  /** Whether payload without content counts that this layer sees. */
  private boolean bringsPayload(CallLayer layer) {
    CallLayer before = source;
    return layer == (before == null ? lowest : before);
  }
}
