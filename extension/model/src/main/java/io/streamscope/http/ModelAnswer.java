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
import io.streamscope.stream.Failure;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.EventStreamParser;
import io.streamscope.wire.JsonArrayParser;
import io.streamscope.wire.NdjsonParser;
import io.streamscope.wire.PushParser;
import io.streamscope.wire.SseParser;
import io.streamscope.wire.StreamMark;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a model answers: event by event, also where they are the lines of a text or the elements of
 * an array, or as a whole document. Of what is too long to be kept little is read as it passes.
 */
final class ModelAnswer extends ReadAnswer
    implements SseParser.Listener, NdjsonParser.Listener, JsonArrayParser.Listener {

  private static final int EVENT_MAX = 256 * 1024;
  private static final int FAILED = 400;

  private final GenAiCall call;
  private final @Nullable ModelAttempts attempts; // if another one may follow
  private final int status;
  private final WireAnswer answer;
  private boolean framingKnown;
  private @Nullable PushParser events;
  private @Nullable JsonDigest document;
  private boolean documentCutOff;
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
    this.answer = new WireAnswer(format);
    this.framingKnown = !plain || protocol != StreamProtocol.CHUNKED;
    if (plain && protocol == StreamProtocol.SSE) {
      events = new SseParser(this, EVENT_MAX, answer::passing);
    } else if (plain && protocol == StreamProtocol.NDJSON) {
      events = new NdjsonParser(this, EVENT_MAX, answer::passing);
    }
  }

  @Override
  void bytes(byte[] bytes, int offset, int length) {
    nanos = call.nanoTime();
    if (!framingKnown) {
      recognise(ByteBuffer.wrap(bytes, offset, length));
    }
    if (events != null) {
      events.feed(bytes, offset, length);
    } else if (document != null) {
      document.feed(bytes, offset, length);
    }
  }

  @Override
  void bytes(ByteBuffer bytes) {
    nanos = call.nanoTime();
    if (!framingKnown) {
      recognise(bytes);
    }
    if (events != null) {
      events.feed(bytes);
    } else if (document != null) {
      document.feed(bytes);
    }
  }

  /**
   * Some servers call a stream of events JSON: a document begins otherwise. No text begins with the
   * length of a message.
   */
  private void recognise(ByteBuffer bytes) {
    for (int i = bytes.position(); i < bytes.limit() && !framingKnown; i++) {
      switch (bytes.get(i)) {
        case ' ', '\t', '\n', '\r' -> {} // before either
        case 'd', 'e', 'i', 'r', ':' ->
            begin(new SseParser(this, EVENT_MAX, answer::passing), null);
        case '[' -> begin(new JsonArrayParser(this, EVENT_MAX, answer::passing), null);
        case 0 -> begin(messages(), null);
        default -> begin(null, new JsonDigest());
      }
    }
  }

  private PushParser messages() {
    return new EventStreamParser(new EventStreamAnswer(call, answer, () -> nanos), EVENT_MAX);
  }

  private void begin(@Nullable PushParser pieces, @Nullable JsonDigest whole) {
    framingKnown = true;
    events = pieces;
    document = whole;
  }

  @Override
  public void onEvent(SseParser.Event event) {
    if (event.isDataComplete()) {
      call.event(answer, event.type(), event.data(), event.dataLength(), nanos);
    } else {
      call.longEvent(answer, event.type(), event.dataBytes(), nanos);
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
      call.longEvent(answer, null, line.bytes(), nanos);
    }
  }

  @Override
  public void onElement(byte[] data, int length) {
    call.event(answer, null, data, length, nanos);
  }

  @Override
  public void onLongElement(long bytes) {
    call.longEvent(answer, null, bytes, nanos);
  }

  /** What it has said by then counts; it is no chunk. */
  @Override
  public void onUnfinished(byte[] data, int length) {
    call.ending(answer);
    call.answer(answer, answer.begun(data, length));
  }

  /** It has its bracket: nothing of the answer follows. */
  @Override
  public void onEnd() {
    call.delta(new GenAiDelta().end());
  }

  @Override
  void delivered() {
    // each event has been told
  }

  @Override
  void end() {
    nanos = call.nanoTime();
    if (events != null) {
      events.end();
    }
    readRest();
  }

  /** What has been kept without having been read. */
  private void readRest() {
    if (events instanceof JsonArrayParser elements) {
      elements.end();
    }
    JsonDigest whole = document;
    if (whole != null) {
      document = null;
      documentCutOff = status < FAILED && whole.isUnfinished();
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

  /** Some clients take a cut connection for the end of the answer. */
  @Override
  void complete() {
    if (isCutOff()) {
      end(() -> call.failWith(Failure.said("premature_end", null)));
    } else {
      end(() -> call.complete());
    }
  }

  /** Messages of AWS say that they are the last, and a document has its bracket. */
  private boolean isCutOff() {
    return documentCutOff || (events instanceof EventStreamParser && !call.isAnswered());
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
