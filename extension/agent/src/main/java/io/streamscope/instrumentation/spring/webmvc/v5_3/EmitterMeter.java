/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.ChunkMeter;
import io.streamscope.wire.Tap;

/**
 * Counts what an emitter writes. Bytes are written under the emitter's own lock, but a call of
 * {@code send} returns outside of it, while another one may be writing.
 */
final class EmitterMeter implements Tap {

  private final ChunkMeter meter; // guarded by this
  private final boolean framed;

  EmitterMeter(StreamProtocol protocol) {
    this.meter = ChunkMeter.of(protocol);
    this.framed = protocol != StreamProtocol.CHUNKED;
  }

  @Override
  public synchronized void onBytes(byte[] bytes, int offset, int length) {
    meter.onBytes(bytes, offset, length);
  }

  /** The next object begins. */
  void nextObject() {
    if (framed) {
      return;
    }
    synchronized (this) {
      meter.endOfCall();
    }
  }

  /** A call of {@code send} is over; how long it took, nanoseconds. */
  long sent(StreamSpan stream, long startNanos) {
    long chunks;
    long bytes;
    long heartbeats;
    synchronized (this) {
      meter.endOfCall();
      chunks = meter.takeChunks();
      bytes = meter.takeBytes();
      heartbeats = meter.takeHeartbeats();
    }
    return stream.sent(chunks, bytes, heartbeats, startNanos);
  }
}
