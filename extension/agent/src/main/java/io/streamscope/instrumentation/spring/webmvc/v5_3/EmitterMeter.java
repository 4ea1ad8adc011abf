/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import io.streamscope.stream.StreamProtocol;
import io.streamscope.wire.ChunkMeter;
import io.streamscope.wire.Tap;
import org.jspecify.annotations.Nullable;

/**
 * Tells each call of an emitter's {@code send} what it has written. Spring writes under a lock of
 * its own, which is what keeps the framing's state whole; the counts belong to the call.
 */
final class EmitterMeter implements Tap {

  private final EmitterStream emitterStream;
  private final @Nullable ChunkMeter framing; // null if each object is a chunk

  EmitterMeter(EmitterStream emitterStream, StreamProtocol protocol) {
    this.emitterStream = emitterStream;
    this.framing = protocol == StreamProtocol.CHUNKED ? null : ChunkMeter.of(protocol);
  }

  @Override
  public void onBytes(byte[] bytes, int offset, int length) {
    EmitterSend send = emitterStream.currentSend();
    if (send == null) {
      return;
    }
    ChunkMeter meter = framing;
    if (meter == null) {
      send.add(length);
      return;
    }
    meter.onBytes(bytes, offset, length);
    if (meter.hasSome()) {
      send.add(meter);
    }
  }

  /** The next object begins: each asks for the response's body anew. */
  void nextObject() {
    if (framing == null) {
      EmitterSend send = emitterStream.currentSend();
      if (send != null) {
        send.endObject();
      }
    }
  }
}
