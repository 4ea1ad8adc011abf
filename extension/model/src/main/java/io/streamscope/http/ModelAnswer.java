/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.streamscope.json.JsonDigest;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.NdjsonParser;
import io.streamscope.wire.SseParser;
import io.streamscope.wire.StreamMark;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a model answers, event by event or as a whole document. */
final class ModelAnswer extends ReadAnswer implements SseParser.Listener, NdjsonParser.Listener {

  private static final int EVENT_MAX = 256 * 1024;

  private final GenAiCall call;
  private final boolean plain;
  private final @Nullable ModelAttempts attempts; // if another one may follow
  private final int status;
  private final WireAnswer answer;
  private @Nullable SseParser sse;
  private @Nullable NdjsonParser ndjson;
  private @Nullable JsonDigest document;
  private boolean framingKnown;
  private long nanos;

  /**
   * @param protocol how events are framed, {@link StreamProtocol#CHUNKED} if the headers do not say
   * @param plain whether the bytes are what they say, and not compressed
   * @param attempts null if this answer is the last one
   */
  ModelAnswer(
      GenAiCall call,
      WireFormat format,
      StreamProtocol protocol,
      boolean plain,
      @Nullable ModelAttempts attempts,
      int status) {
    this.attempts = attempts;
    this.status = status;
    this.call = call;
    this.plain = plain;
    this.answer = new WireAnswer(format);
    this.framingKnown = protocol != StreamProtocol.CHUNKED;
    if (protocol == StreamProtocol.SSE) {
      sse = new SseParser(this, EVENT_MAX);
    } else if (protocol == StreamProtocol.NDJSON) {
      ndjson = new NdjsonParser(this, EVENT_MAX);
    }
  }

  @Override
  void bytes(byte[] bytes, int offset, int length) {
    if (length > 0) {
      begin(bytes[offset]);
    }
    if (sse != null) {
      sse.feed(bytes, offset, length);
    } else if (ndjson != null) {
      ndjson.feed(bytes, offset, length);
    } else if (document != null) {
      document.feed(bytes, offset, length);
    }
  }

  @Override
  void bytes(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      begin(bytes.get(bytes.position()));
    }
    if (sse != null) {
      sse.feed(bytes);
    } else if (ndjson != null) {
      ndjson.feed(bytes);
    } else if (document != null) {
      document.feed(bytes);
    }
  }

  /** Some servers call a stream of events JSON: a document begins otherwise. */
  private void begin(byte first) {
    nanos = call.nanoTime();
    if (!plain) {
      sse = null;
      ndjson = null;
      return;
    }
    if (framingKnown) {
      return;
    }
    framingKnown = true;
    if (first == 'd' || first == 'e' || first == 'i' || first == ':') {
      sse = new SseParser(this, EVENT_MAX);
    } else {
      document = new JsonDigest();
    }
  }

  @Override
  public void onEvent(SseParser.Event event) {
    if (event.isDataComplete()) {
      call.event(answer, event.type(), event.data(), event.dataLength(), nanos);
    } else {
      tooLong(event.dataBytes());
    }
  }

  @Override
  public void onComment(int bytes) {
    call.heartbeat();
  }

  @Override
  public void onLine(NdjsonParser.Line line) {
    if (line.isComplete()) {
      call.event(answer, null, line.data(), line.dataLength(), nanos);
    } else {
      tooLong(line.bytes());
    }
  }

  /** It cannot be read, but that much has been generated. */
  private void tooLong(long size) {
    call.dropped("event");
    call.delta(new GenAiDelta().content(size));
  }

  @Override
  void delivered() {
    // each event has been told
  }

  @Override
  void end() {
    if (sse != null) {
      sse.end();
    } else if (ndjson != null) {
      nanos = call.nanoTime();
      ndjson.end();
    }
    readRest();
  }

  /** What has been kept without having been read. */
  private void readRest() {
    JsonDigest whole = document;
    if (whole != null) {
      document = null;
      call.answer(answer, whole.reader());
    }
    call.ending(answer);
  }

  @Override
  StreamMark mark() {
    return StreamMark.NONE; // the call knows
  }

  @Override
  Context callbackContext() {
    return call.callbackContext();
  }

  @Override
  StreamSpan stream() {
    return call.stream();
  }

  @Override
  boolean isOver() {
    return call.isOver();
  }

  @Override
  long lastActivityNanos() {
    return call.stream().lastActivityNanos();
  }

  @Override
  void ownedBy(Object owner) {
    call.ownedBy(owner);
  }

  @Override
  void disowned() {
    call.disowned();
  }

  @Override
  void complete() {
    end(() -> call.complete());
  }

  @Override
  void closedEarly() {
    readRest();
    end(() -> call.closed());
  }

  @Override
  void timeout() {
    readRest();
    end(() -> call.timeout());
  }

  @Override
  void fail(Throwable error) {
    readRest();
    end(() -> call.fail(error));
  }

  @Override
  void failAs(String errorType) {
    readRest();
    end(() -> call.failAs(errorType));
  }

  private void end(Runnable how) {
    ModelAttempts others = attempts;
    if (others == null) {
      how.run();
    } else {
      others.failed(String.valueOf(status), how);
    }
  }
}
