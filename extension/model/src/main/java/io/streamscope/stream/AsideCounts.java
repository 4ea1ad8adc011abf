/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What passed while another thread held a stream's lock, until the next one merges it. */
final class AsideCounts {

  private static final VarHandle CHUNKS;
  private static final VarHandle BYTES;
  private static final VarHandle HEARTBEATS;
  private static final VarHandle BUSY;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CHUNKS = lookup.findVarHandle(AsideCounts.class, "chunks", long.class);
      BYTES = lookup.findVarHandle(AsideCounts.class, "bytes", long.class);
      HEARTBEATS = lookup.findVarHandle(AsideCounts.class, "heartbeats", long.class);
      BUSY = lookup.findVarHandle(AsideCounts.class, "busy", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private volatile long chunks;
  private volatile long bytes;
  private volatile long heartbeats;
  private volatile long busy;

  void add(long moreChunks, long moreBytes, long moreHeartbeats, long moreBusy) {
    CHUNKS.getAndAdd(this, moreChunks);
    BYTES.getAndAdd(this, moreBytes);
    HEARTBEATS.getAndAdd(this, moreHeartbeats);
    BUSY.getAndAdd(this, moreBusy);
  }

  boolean hasChunks() {
    return chunks != 0;
  }

  boolean isEmpty() {
    return chunks == 0 && bytes == 0 && heartbeats == 0 && busy == 0;
  }

  long takeChunks() {
    return (long) CHUNKS.getAndSet(this, 0L);
  }

  long takeBytes() {
    return (long) BYTES.getAndSet(this, 0L);
  }

  long takeHeartbeats() {
    return (long) HEARTBEATS.getAndSet(this, 0L);
  }

  long takeBusy() {
    return (long) BUSY.getAndSet(this, 0L);
  }
}
