/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import io.streamscope.stream.StreamProtocol;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the chunks in bytes that pass, by the framing of the stream. Comments, events of type
 * {@code ping} and blank lines of NDJSON are heartbeats; the end mark {@code [DONE]} is nothing at
 * all. Not thread-safe: whoever feeds it from one thread and takes the counts on another has to see
 * to that.
 */
public final class ChunkMeter implements Tap {

  private static final String END_MARK = "[DONE]";

  private final @Nullable SseParser sse;
  private final @Nullable NdjsonParser ndjson;

  private long chunks;
  private long bytes;
  private long pings;
  private long unframed;
  private StreamMark mark = StreamMark.NONE;
  private long takenChunks;
  private long takenBytes;
  private long takenHeartbeats;

  private ChunkMeter(StreamProtocol protocol) {
    this.sse =
        protocol == StreamProtocol.SSE ? new SseParser(this::event, END_MARK.length()) : null;
    this.ndjson = protocol == StreamProtocol.NDJSON ? new NdjsonParser(this::chunk, 0) : null;
  }

  /** A meter for one stream; an unframed stream has one chunk an object that was written. */
  public static ChunkMeter of(StreamProtocol protocol) {
    return new ChunkMeter(protocol);
  }

  @Override
  public void onBytes(byte[] body, int offset, int length) {
    if (sse != null) {
      sse.feed(body, offset, length);
    } else if (ndjson != null) {
      ndjson.feed(body, offset, length);
    } else {
      unframed += Math.max(0, length);
    }
  }

  /** What remains in a buffer passes; its position and limit stay as they are. */
  public void onBytes(ByteBuffer body) {
    if (sse != null) {
      sse.feed(body);
    } else if (ndjson != null) {
      ndjson.feed(body);
    } else {
      unframed += body.remaining();
    }
  }

  /** The body is complete: a last line without its end counts too. */
  @Override
  public void onEnd() {
    if (sse != null) {
      sse.end();
    } else if (ndjson != null) {
      ndjson.end();
    } else {
      endOfCall();
    }
  }

  /** An object has been written: without framing of its own, that was one chunk. */
  public void endOfCall() {
    if (sse != null) {
      sse.endBlock();
    } else if (unframed != 0) {
      chunk(unframed);
      unframed = 0;
    }
  }

  private void event(SseParser.Event event) {
    if (event.isType("ping")) {
      pings++;
    } else if (event.isData(END_MARK)) {
      mark = mark == StreamMark.ERROR ? mark : StreamMark.DONE;
    } else {
      mark =
          event.isType("error")
              ? StreamMark.ERROR
              : event.isType("message_stop") ? StreamMark.DONE : StreamMark.NONE;
      chunk(event.dataBytes());
    }
  }

  private void chunk(NdjsonParser.Line line) {
    chunk(line.bytes());
  }

  private void chunk(long size) {
    chunks++;
    bytes += size;
  }

  /** What the last event says about the stream. */
  public StreamMark mark() {
    return mark;
  }

  /** {@link SseParser#lastEventIdHash()} of an SSE stream, 0 of any other. */
  public long lastEventIdHash() {
    return sse == null ? 0 : sse.lastEventIdHash();
  }

  /** Whether anything was counted since the last time. */
  public boolean hasSome() {
    return chunks != takenChunks || bytes != takenBytes || heartbeats() != takenHeartbeats;
  }

  /** Chunks since the last time. */
  public long takeChunks() {
    long before = takenChunks;
    takenChunks = chunks;
    return takenChunks - before;
  }

  /** Payload bytes since the last time. */
  public long takeBytes() {
    long before = takenBytes;
    takenBytes = bytes;
    return takenBytes - before;
  }

  /** Heartbeats since the last time. */
  public long takeHeartbeats() {
    long before = takenHeartbeats;
    takenHeartbeats = heartbeats();
    return takenHeartbeats - before;
  }

  private long heartbeats() {
    if (sse != null) {
      return sse.commentBlocks() + pings;
    }
    return ndjson == null ? 0 : ndjson.blankLines();
  }
}
