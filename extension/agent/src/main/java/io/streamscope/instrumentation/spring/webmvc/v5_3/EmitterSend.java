/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.wire.ChunkMeter;
import org.jspecify.annotations.Nullable;

/**
 * One outermost call of an emitter's {@code send}, from entry to exit, on one thread, and what it
 * has written. An emitter reuses one of these as long as no two threads send at the same time.
 */
public final class EmitterSend {

  private final EmitterStream emitterStream;
  private @Nullable Scope scope;
  private long startNanos;
  private long chunks;
  private long bytes;
  private long heartbeats;
  private long objectBytes;

  EmitterSend(EmitterStream emitterStream) {
    this.emitterStream = emitterStream;
  }

  EmitterSend begin() {
    startNanos = emitterStream.stream().nanoTime();
    return this;
  }

  /** The same, and whatever runs inside finds this call by its context. */
  EmitterSend begin(Context context) {
    scope = context.makeCurrent();
    return begin();
  }

  EmitterStream emitterStream() {
    return emitterStream;
  }

  /** Takes what the framing has found in the bytes of this call so far. */
  void add(ChunkMeter meter) {
    chunks += meter.takeChunks();
    bytes += meter.takeBytes();
    heartbeats += meter.takeHeartbeats();
  }

  /** Bytes of an object without framing. */
  void add(int length) {
    objectBytes += length;
  }

  /** An object without framing is complete: it is a chunk. */
  void endObject() {
    if (objectBytes > 0) {
      chunks++;
      bytes += objectBytes;
      objectBytes = 0;
    }
  }

  /** The call is over; how long it took, nanoseconds. */
  long end() {
    Scope open = scope;
    if (open != null) {
      scope = null;
      open.close();
    }
    endObject();
    long duration = emitterStream.stream().sent(chunks, bytes, heartbeats, startNanos);
    chunks = 0;
    bytes = 0;
    heartbeats = 0;
    return duration;
  }
}
