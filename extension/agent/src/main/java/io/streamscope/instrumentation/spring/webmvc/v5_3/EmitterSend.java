/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.http.HttpAnswer;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.ChunkMeter;
import org.jspecify.annotations.Nullable;

/**
 * One outermost call of an emitter's {@code send}, from entry to exit, on one thread, and what it
 * has written. An emitter reuses one of these as long as no two threads send at the same time.
 */
public final class EmitterSend {

  private final EmitterStream emitterStream;
  private @Nullable HttpAnswer answer; // null outside of a call: an emitter may be kept for long
  private @Nullable StreamSpan stream; // null until something is sent
  private @Nullable Scope scope;
  private long startNanos;
  private long departures;
  private long chunks;
  private long bytes;
  private long heartbeats;
  private long objectBytes;

  EmitterSend(EmitterStream emitterStream) {
    this.emitterStream = emitterStream;
  }

  /**
   * The call begins.
   *
   * @param written the answer that is written to
   * @param open the stream, null if it is not known whether there will be one
   * @param context what is to be current inside, null to leave what is
   */
  EmitterSend begin(HttpAnswer written, @Nullable StreamSpan open, @Nullable Context context) {
    if (context != null) {
      scope = context.makeCurrent();
    }
    answer = written;
    departures = written.departures();
    if (open != null) {
      sendsTo(open);
    }
    return this;
  }

  /** Something is being sent: there is a stream. */
  void sendsTo(StreamSpan open) {
    if (stream == null) {
      stream = open;
      startNanos = open.nanoTime();
    }
  }

  EmitterStream emitterStream() {
    return emitterStream;
  }

  /** The stream that is sent to, null if nothing is sent. */
  @Nullable StreamSpan stream() {
    return stream;
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
    Scope current = scope;
    if (current != null) {
      scope = null;
      current.close();
    }
    endObject();
    HttpAnswer written = answer;
    StreamSpan open = stream;
    answer = null;
    stream = null;
    long duration =
        written == null || open == null
            ? 0
            : written.sent(chunks, bytes, heartbeats, startNanos, departures);
    chunks = 0;
    bytes = 0;
    heartbeats = 0;
    return duration;
  }
}
