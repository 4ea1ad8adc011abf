/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallLayer;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.correlation.Feed;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.Failure;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamSummary;
import io.streamscope.stream.WallClock;
import org.jspecify.annotations.Nullable;

/**
 * One logical call to a model: one span, one usage record, whatever stack it goes through. The
 * layers that see it have a {@link GenAiCall} each. A streamed call ends with its stream. Every
 * method may be called from any thread, in any order; the first ending wins; nothing is thrown.
 */
final class GenAiSpan implements StreamObserver, BlockingSpan.Owner, CallOwnership.Owner {

  private final GenAiTelemetry telemetry;
  private final GenAiRequest request;
  private final @Nullable RequestTimeline lookedUpFor; // null if nothing is looked up
  private final GenAiResponse response;
  private final Feed feed;
  private final ChunkSource source;
  private final Attempts attempts = new Attempts();
  private final Faults faults = new Faults();
  private final GenAiStart start;
  private final WallClock wallClock;
  private final StreamSpan stream;
  private final BlockingSpan blocking; // of a call that is not streamed
  private final Span span;
  private final Context context;
  private volatile boolean complete;

  private GenAiSpan(GenAiStart start) {
    Context parent = start.parent();
    this.telemetry = start.telemetry();
    this.request = start.request();
    this.start = start;
    this.source = new ChunkSource(start.layer());
    this.response = new GenAiResponse(request.choices(), request::has);
    this.wallClock = WallClock.at(telemetry.runtime().nanoTime());
    this.lookedUpFor =
        request.operation().role() == GenAiOperation.Role.RETRIEVAL
            ? RequestTimeline.fromContext(parent)
            : null;
    this.feed = start.feed();
    Context own = CallOwnership.own(parent, this, start.layer(), telemetry.module());
    if (request.streamed()) {
      this.stream = start.stream(own, this);
      this.span = stream.span();
      this.context = stream.context();
    } else {
      this.stream = StreamSpan.none(parent);
      this.span = start.span(wallClock.epochNanos(start.startNanos()));
      this.context = start.current(own, span);
    }
    this.blocking = new BlockingSpan(telemetry.runtime(), span, wallClock, this);
  }

  static GenAiSpan start(GenAiStart start) {
    GenAiSpan call = new GenAiSpan(start);
    if (!call.isStreamed()) {
      call.blocking.opened();
    }
    call.feed.opened(call.isStreamed() ? call.stream : null);
    if (call.lookedUpFor != null) {
      call.lookedUpFor.retrievalStarted(start.startNanos());
    }
    start.opened(call);
    return call;
  }

  Context context() {
    return context;
  }

  Span span() {
    return span;
  }

  StreamSpan stream() {
    return stream;
  }

  GenAiTelemetry telemetry() {
    return telemetry;
  }

  BlockingSpan blocking() {
    return blocking;
  }

  boolean isStreamed() {
    return request.streamed();
  }

  @Override
  public boolean isOver() {
    return isStreamed() ? stream.isOver() : blocking.isOver();
  }

  @Override
  public Object kind() {
    return request.operation().kind();
  }

  @Override
  public boolean readsItself() {
    return telemetry.readsItself();
  }

  @Override
  public void requestIssued() {
    faults.forget();
    attempts.issued(span);
  }

  @Override
  public void requestFailed(String errorType) {
    attempts.failed(errorType, wallClock.epochNanos(telemetry.runtime().nanoTime()));
  }

  @Override
  public boolean awaitsAnswer() {
    return !feed.isAnswered() && !complete && !isOver();
  }

  /** A piece of the answer, as one of the layers sees it. */
  void add(GenAiDelta delta, CallLayer from, long nanos) {
    if (delta.isHeartbeat()) {
      stream.heartbeat();
      return;
    }
    if (!delta.isPlain()) {
      response.add(delta, from);
      if (delta.error() != null) {
        faults.told(delta.error());
      }
    }
    if (delta.isEnd()) {
      complete = true;
    }
    boolean chunk = delta.hasContent(); // the last event may have some, too
    boolean payload = chunk || !delta.isEnd();
    if (isStreamed() && payload && source.brings(chunk, from)) {
      stream.arrived(chunk ? 1 : 0, delta.bytes(), 0, nanos);
    }
  }

  /** A lower layer has begun to carry the call. */
  void seenBy(CallLayer layer, boolean streamed) {
    if (streamed) {
      source.seenBy(layer);
    }
  }

  /** Whether the whole answer has come, though perhaps not the end of the connection. */
  boolean isAnswered() {
    return complete || response.isFinished();
  }

  /** Whether the format's own end mark has come. */
  boolean isComplete() {
    return complete;
  }

  Faults faults() {
    return faults;
  }

  void ownedBy(Object owner) {
    if (isStreamed()) {
      stream.ownedBy(owner);
    } else {
      blocking.ownedBy(owner);
    }
  }

  void disowned() {
    if (isStreamed()) {
      stream.disowned();
    } else {
      blocking.disowned();
    }
  }

  @Override
  public void abandoned(String reason) {
    if (faults.told() != null) {
      fail(faults.told());
    } else if (isStreamed()) {
      stream.abandon(reason);
    } else {
      blocking.end(null, StreamOutcome.ABANDONED, reason);
    }
  }

  void cancel() {
    if (isStreamed()) {
      stream.cancel();
    } else {
      blocking.end(null, StreamOutcome.CANCELLED, "application");
    }
  }

  void timeout() {
    if (isStreamed()) {
      stream.timeout();
    } else {
      blocking.end(
          Failure.said(StreamOutcome.TIMEOUT.value(), null),
          StreamOutcome.TIMEOUT,
          StreamOutcome.TIMEOUT.value());
    }
  }

  /** Closed: early, if not all of the answer has come, and the provider has not failed. */
  void closed() {
    if (!isStreamed() || isAnswered() || faults.told() != null) {
      complete();
    } else {
      cancel();
    }
  }

  void complete() {
    Failure failure = faults.told();
    if (failure != null) {
      fail(failure);
    } else if (isStreamed()) {
      stream.complete();
    } else {
      blocking.end(null, null, null);
    }
  }

  void fail(@Nullable Failure failure) {
    Failure known = faults.explained(failure);
    if (isStreamed()) {
      stream.failWith(known);
    } else {
      blocking.end(known, null, null);
    }
  }

  @Override
  public void ended(@Nullable Failure failure, boolean answered, long nanos) {
    if (answered) {
      feed.answered(nanos);
    }
    attempts.writeTo(span);
    response.writeTo(span, telemetry.metrics().semconv());
    over(nanos - start.startNanos(), failure == null ? null : failure.type());
  }

  private void over(long durationNanos, @Nullable String errorType) {
    if (lookedUpFor != null) {
      lookedUpFor.retrievalEnded(start.startNanos() + durationNanos);
    }
    feed.over();
    start.ends(span.getSpanContext(), errorType == null && feed.isAnswered());
    telemetry.metrics().cost(request, response, span, context);
    if (start.isCounted()) {
      telemetry.metrics().ended(request, response, durationNanos / 1e9, errorType, context);
    }
  }

  @Override
  public void onChunks(long count, long nanos) {
    feed.onChunks(count, nanos);
  }

  @Override
  public void onEnd(StreamSummary summary, Span ending) {
    attempts.writeTo(ending);
    response.writeTo(ending, telemetry.metrics().semconv());
    if (summary.chunks() > 0) {
      ending.setAttribute(
          GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK, summary.secondsToFirstChunk());
    }
    if (feed.onEnd(summary, ending)) {
      telemetry
          .runtime()
          .metrics()
          .orphaned(feed.orphanedChunks(), telemetry.metrics().orphanAttributes(request));
    }
    over(summary.endNanos() - start.startNanos(), summary.errorType());
    telemetry.metrics().streamed(request, response, summary, context);
  }
}
