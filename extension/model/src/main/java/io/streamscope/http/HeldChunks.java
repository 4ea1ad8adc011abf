/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.streamscope.stream.StreamSpan;

/**
 * What a framework has sent and something in front of the server keeps for a while. Thread-safe.
 */
final class HeldChunks {

  private long chunks; // guarded by this
  private long bytes; // guarded by this
  private long heartbeats; // guarded by this
  private volatile boolean any;

  synchronized void add(long moreChunks, long moreBytes, long moreHeartbeats) {
    chunks += moreChunks;
    bytes += moreBytes;
    heartbeats += moreHeartbeats;
    any = true;
  }

  /** It has left just now. */
  void releaseTo(StreamSpan stream) {
    if (any) {
      release(stream);
    }
  }

  private synchronized void release(StreamSpan stream) {
    stream.arrived(chunks, bytes, heartbeats, stream.nanoTime());
    chunks = 0;
    bytes = 0;
    heartbeats = 0;
    any = false;
  }
}
