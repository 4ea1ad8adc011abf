/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.Feed;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;
import io.streamscope.stream.StreamSummary;
import io.streamscope.stream.TraceCut;
import io.streamscope.wire.ChunkMeter;
import io.streamscope.wire.StreamMark;
import io.streamscope.wire.Tap;
import java.lang.ref.WeakReference;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a streamed answer as the application reads it. Bytes come from one thread at a time,
 * an ending from any; the first ending wins. Nothing is kept, nothing is thrown. To the request
 * that it is read in, it is what a model call is: it feeds the stream that answers the request.
 */
public final class InboundBody implements Tap, StreamObserver {

  private static final int FAILED = 400;
  private static final String ERROR_EVENT = "error_event"; // an error type

  private final InboundCall call;
  private final int status;
  private final ChunkMeter meter;
  private final Feed feed;
  private StreamSpan stream;
  private TraceCut trace;
  private volatile StreamMark mark = StreamMark.NONE;
  private volatile @Nullable LateRead late;
  private volatile @Nullable WeakReference<Object> reader;

  private InboundBody(InboundCall call, ChunkMeter meter, int status) {
    this.call = call;
    this.status = status;
    this.meter = meter;
    this.feed = Feed.of(call.parent(), Feed.Kind.PLAIN_STREAM, call.startNanos(), fed -> {});
    this.stream = StreamSpan.none(call.parent());
    this.trace = new TraceCut(stream, 0, 0);
  }

  static InboundBody open(
      InboundCall call, StreamProtocol protocol, int status, @Nullable String encoding) {
    InboundBody body = new InboundBody(call, BodyEncoding.meter(protocol, encoding), status);
    RequestTarget target = call.target();
    StreamSpan stream =
        call.telemetry()
            .streams()
            .start(
                StreamStart.inbound(
                    call.parent(),
                    protocol,
                    target.host(),
                    target.port(),
                    call.startNanos(),
                    body));
    body.stream = stream;
    body.trace =
        new TraceCut(stream, call.startNanos(), call.telemetry().runtime().traceLimitNanos());
    call.streamStarted(stream.span().getSpanContext());
    body.resume();
    body.feed.opened(stream);
    return body;
  }

  /** Says that the stream goes on with another one, and with which. */
  private void resume() {
    String lastEventId = call.lastEventId();
    if (lastEventId == null) {
      return;
    }
    stream.span().setAttribute(StreamAttributes.LAST_EVENT_ID_PRESENT, true);
    SpanContext before = ResumedStreams.before(call, lastEventId);
    if (before != null) {
      stream.span().addLink(before);
    }
  }

  /**
   * The context for code of the application that is handed what has just arrived: the stream's span
   * is current there until the stream is old.
   */
  public Context callbackContext() {
    return trace.context();
  }

  /** The stream itself: its clock, its owner. */
  public StreamSpan stream() {
    return stream;
  }

  /** Ends the stream when this object is garbage-collected before anything else ends it. */
  public void ownedBy(Object owner) {
    reader = new WeakReference<>(owner);
    stream.ownedBy(owner);
  }

  @Override
  public void onBytes(byte[] bytes, int offset, int length) {
    try {
      meter.onBytes(bytes, offset, length);
      report();
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /** What remains in a buffer has arrived; its position and limit stay as they are. */
  public void onBytes(ByteBuffer bytes) {
    try {
      meter.onBytes(bytes);
      report();
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /** What remains in buffers has arrived, all of it together. */
  public void onBytes(List<ByteBuffer> pieces) {
    try {
      for (int i = 0; i < pieces.size(); i++) { // an iterator is allocated for each delivery
        meter.onBytes(pieces.get(i));
      }
      report();
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  private void report() {
    LateRead waiting = late;
    if (waiting != null) {
      late = null;
      waiting.over();
    }
    meter.endOfCall();
    stream.arrived(
        meter.takeChunks(), meter.takeBytes(), meter.takeHeartbeats(), stream.nanoTime());
    if (mark != meter.mark()) {
      mark = meter.mark();
    }
  }

  @Override
  public void onEnd() {
    try {
      meter.onEnd();
      if (meter.hasSome()) {
        report();
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    if (isFine()) {
      stream.complete();
    }
  }

  /** The application or a deadline has closed it; early, if nothing else has ended it before. */
  @Override
  public void onClose() {
    if (Deadline.isAtWork()) {
      stream.timeout();
    } else if (!isFine()) {
      return;
    } else if (mark == StreamMark.DONE) {
      stream.complete();
    } else {
      stream.cancel();
    }
  }

  /** Whether nothing speaks against the answer; else that ends it. */
  private boolean isFine() {
    LateRead waiting = late;
    if (waiting != null) {
      stream.fail(waiting.cause());
    } else if (status >= FAILED) {
      stream.failAs(String.valueOf(status));
    } else if (mark == StreamMark.ERROR) {
      stream.failAs(ERROR_EVENT);
    } else {
      return true;
    }
    return false;
  }

  /**
   * A read has failed. If it only took too long the application may try again; that it took too
   * long is the end of the stream if nothing comes any more.
   */
  @Override
  public void onError(Throwable error) {
    if (error instanceof SocketTimeoutException timeout && !stream.isOver()) {
      if (late == null) {
        late = LateRead.of(call.telemetry().runtime().openStreams(), stream, timeout, reader);
      }
    } else {
      failed(error);
    }
  }

  /** The answer has failed, or was given up, for good. */
  public void failed(Throwable error) {
    LateRead waiting = late;
    if (call.isGivenUp()) {
      onClose();
    } else {
      stream.fail(waiting == null ? error : waiting.cause());
    }
  }

  @Override
  public void onChunks(long count, long nanos) {
    feed.onChunks(count, nanos);
  }

  @Override
  public void onEnd(StreamSummary summary, Span span) {
    feed.onEnd(summary, span);
    LateRead waiting = late;
    if (waiting != null) {
      waiting.ended();
    }
    call.streamEnded(span.getSpanContext());
    ResumedStreams.ended(call, meter.lastEventIdHash(), span.getSpanContext());
  }
}
