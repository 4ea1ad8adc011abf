/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import io.streamscope.stream.StreamProtocol;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the chunks in bytes that pass, by the framing of the stream. Bytes come from one thread at
 * a time; the counts may be taken by any thread.
 */
public final class ChunkMeter implements Tap {

  private final AtomicLong chunks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong heartbeats = new AtomicLong();
  private final AtomicLong unframed = new AtomicLong();
  private final Framing framing;

  private ChunkMeter(StreamProtocol protocol) {
    this.framing =
        switch (protocol) {
          case SSE -> new SseParser(new SseCounter(), 0)::feed;
          case NDJSON -> new NdjsonParser(this::chunk, 0)::feed;
          default -> (body, offset, length) -> unframed.addAndGet(length);
        };
  }

  /** A meter for one stream; an unframed stream has one chunk an object that was written. */
  public static ChunkMeter of(StreamProtocol protocol) {
    return new ChunkMeter(protocol);
  }

  @Override
  public void onBytes(byte[] body, int offset, int length) {
    framing.feed(body, offset, length);
  }

  /** An object has been written: without framing of its own, that was one chunk. */
  public void endOfCall() {
    if (unframed.get() != 0) {
      chunk(unframed.getAndSet(0));
    }
  }

  private void chunk(NdjsonParser.Line line) {
    chunk(line.bytes());
  }

  private void chunk(long size) {
    chunks.incrementAndGet();
    bytes.addAndGet(size);
  }

  /** Chunks since the last time. */
  public long takeChunks() {
    return take(chunks);
  }

  /** Payload bytes since the last time. */
  public long takeBytes() {
    return take(bytes);
  }

  /** Comments since the last time. */
  public long takeHeartbeats() {
    return take(heartbeats);
  }

  private static long take(AtomicLong counter) {
    return counter.get() == 0 ? 0 : counter.getAndSet(0);
  }

  private interface Framing {
    void feed(byte[] body, int offset, int length);
  }

  private final class SseCounter implements SseParser.Listener {
    @Override
    public void onEvent(SseParser.Event event) {
      chunk(event.dataBytes());
    }

    @Override
    public void onComment(int size) {
      heartbeats.incrementAndGet();
    }
  }
}
