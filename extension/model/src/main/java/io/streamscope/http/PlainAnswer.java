/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.Feed;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;
import io.streamscope.stream.StreamSummary;
import io.streamscope.stream.TraceCut;
import io.streamscope.wire.ChunkMeter;
import io.streamscope.wire.StreamMark;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of which nothing is known but how it is framed. To the request that it is read in, it is
 * what a model call is: it feeds the stream that answers the request.
 */
final class PlainAnswer extends ReadAnswer implements StreamObserver {

  private final InboundCall call;
  private final ChunkMeter meter;
  private final Feed feed;
  private final StreamSpan stream;
  private final TraceCut trace;
  private volatile StreamMark mark = StreamMark.NONE;

  PlainAnswer(InboundCall call, StreamProtocol protocol, @Nullable String encoding) {
    this.call = call;
    this.meter = BodyEncoding.meter(protocol, encoding);
    this.feed =
        Feed.of(call.place().parent(), Feed.Kind.PLAIN_STREAM, call.startNanos(), fed -> {});
    RequestTarget target = call.target();
    this.stream =
        call.telemetry()
            .streams()
            .start(
                StreamStart.inbound(
                    call.place().parent(),
                    protocol,
                    target.host(),
                    target.port(),
                    call.startNanos(),
                    this));
    this.trace =
        new TraceCut(stream, call.startNanos(), call.telemetry().runtime().traceLimitNanos());
  }

  /** The stream has its span. */
  void opened() {
    call.streamStarted(stream.span().getSpanContext());
    resume();
    feed.opened(stream);
  }

  /** Says that the stream goes on with another one, and with which. */
  private void resume() {
    String lastEventId = call.wishes().lastEventId();
    if (lastEventId == null) {
      return;
    }
    stream.span().setAttribute(StreamAttributes.LAST_EVENT_ID_PRESENT, true);
    SpanContext before = ResumedStreams.before(call, lastEventId);
    if (before != null) {
      stream.span().addLink(before);
    }
  }

  @Override
  void bytes(byte[] bytes, int offset, int length) {
    meter.onBytes(bytes, offset, length);
  }

  @Override
  void bytes(ByteBuffer bytes) {
    meter.onBytes(bytes);
  }

  @Override
  void delivered() {
    meter.endOfCall();
    stream.arrived(
        meter.takeChunks(), meter.takeBytes(), meter.takeHeartbeats(), stream.nanoTime());
    if (mark != meter.mark()) {
      mark = meter.mark();
    }
  }

  @Override
  void end() {
    meter.onEnd();
    if (meter.hasSome()) {
      delivered();
    }
  }

  @Override
  StreamMark mark() {
    return mark;
  }

  @Override
  Context callbackContext() {
    return trace.context();
  }

  @Override
  StreamSpan stream() {
    return stream;
  }

  @Override
  boolean isOver() {
    return stream.isOver();
  }

  @Override
  long lastActivityNanos() {
    return stream.lastActivityNanos();
  }

  @Override
  void ownedBy(Object owner) {
    stream.ownedBy(owner);
  }

  @Override
  void disowned() {
    stream.disowned();
  }

  @Override
  void complete() {
    stream.complete();
  }

  @Override
  void closedEarly() {
    stream.cancel();
  }

  @Override
  void timeout() {
    stream.timeout();
  }

  @Override
  void fail(Throwable error) {
    stream.fail(error);
  }

  @Override
  void failAs(String errorType) {
    stream.failAs(errorType);
  }

  @Override
  public void onChunks(long count, long nanos) {
    feed.onChunks(count, nanos);
  }

  @Override
  public void onEnd(StreamSummary summary, Span span) {
    feed.onEnd(summary, span);
    call.place().leave(span.getSpanContext());
    ResumedStreams.ended(call, meter.lastEventIdHash(), span.getSpanContext());
  }
}
