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
import io.streamscope.stream.Abandonable;
import io.streamscope.stream.Failure;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamSummary;
import io.streamscope.stream.WallClock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One logical call to a model: one span, one usage record, whatever stack it goes through. The
 * layers that see it have a {@link GenAiCall} each. A streamed call ends with its stream. Every
 * method may be called from any thread, in any order; the first ending wins; nothing is thrown.
 */
final class GenAiSpan implements StreamObserver, Abandonable, CallOwnership.Owner {

  private final GenAiTelemetry telemetry;
  private final GenAiRequest request;
  private final @Nullable RequestTimeline timeline;
  private final GenAiResponse response;
  private final Feed feed;
  private final ChunkSource source;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final WallClock wallClock;
  private final long startNanos;
  private final StreamSpan stream;
  private final Span span;
  private final Context context;
  private volatile long answeredNanos;
  private volatile @Nullable Failure told;
  private volatile @Nullable Failure failedBelow;
  private volatile boolean complete;

  private GenAiSpan(
      GenAiTelemetry telemetry, GenAiRequest request, CallLayer layer, Context parent) {
    this.telemetry = telemetry;
    this.request = request;
    this.source = new ChunkSource(layer);
    this.response = new GenAiResponse(request.choices());
    this.startNanos = telemetry.runtime().nanoTime();
    this.wallClock = WallClock.at(startNanos);
    this.timeline = RequestTimeline.fromContext(parent);
    GenAiStart start = new GenAiStart(telemetry, request);
    this.feed = start.feed(parent, startNanos);
    Context own = CallOwnership.own(parent, this, layer, telemetry.module());
    if (request.streamed()) {
      this.stream = start.stream(own, startNanos, this);
      this.span = stream.span();
      this.context = stream.context();
    } else {
      this.stream = StreamSpan.none(parent);
      this.span = start.span(parent, wallClock.epochNanos(startNanos));
      this.context = own.with(span);
    }
  }

  static GenAiSpan start(
      GenAiTelemetry telemetry, GenAiRequest request, CallLayer layer, Context parent) {
    GenAiSpan call = new GenAiSpan(telemetry, request, layer, parent);
    if (!request.streamed()) {
      telemetry.runtime().openStreams().add(call, null);
    }
    call.feed.opened(request.streamed() ? call.stream : null);
    if (call.isRetrieval() && call.timeline != null) {
      call.timeline.retrievalStarted(call.startNanos);
    }
    return call;
  }

  private boolean isRetrieval() {
    return request.operation().role() == GenAiOperation.Role.RETRIEVAL;
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

  boolean isStreamed() {
    return request.streamed();
  }

  boolean isOver() {
    return isStreamed() ? stream.isOver() : ended.get();
  }

  @Override
  public Object kind() {
    return request.operation().kind();
  }

  @Override
  public boolean awaitsAnswer() {
    return !feed.isAnswered() && !complete && !isOver();
  }

  /** A piece of the answer, as one of the layers sees it. */
  void add(GenAiDelta delta, CallLayer from, long nanos) {
    if (!delta.isPlain()) {
      response.add(delta, from);
      if (delta.error() != null) {
        told = delta.error();
      }
    }
    if (delta.isEnd()) {
      complete = true;
    } else if (isStreamed() && delta.hasContent()) {
      if (source.bringsChunks(from)) {
        stream.chunk(delta.bytes(), nanos);
      }
    } else if (isStreamed() && source.bringsPayload(from)) {
      stream.arrived(0, delta.bytes(), 0, nanos);
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

  /** Why a lower layer could not carry the call: perhaps one attempt of several. */
  void failedBelow(Failure failure) {
    failedBelow = failure;
  }

  void ownedBy(Object owner) {
    if (isStreamed()) {
      stream.ownedBy(owner);
    } else if (!ended.get()) {
      telemetry.runtime().openStreams().owner(this, owner);
    }
  }

  void disowned() {
    if (isStreamed()) {
      stream.disowned();
    } else {
      telemetry.runtime().openStreams().disowned(this);
    }
  }

  /** The answer of a call that is not streamed is there; somebody has yet to read it. */
  void answerArrived() {
    answeredNanos = telemetry.runtime().nanoTime();
  }

  @Override
  public long lastActivityNanos() {
    long answered = answeredNanos;
    return answered == 0 ? telemetry.runtime().nanoTime() : answered; // a model may think for long
  }

  @Override
  public void abandon(String reason) {
    if (isStreamed()) {
      stream.abandon(reason);
    } else {
      endBlocking(null, StreamOutcome.ABANDONED, reason);
    }
  }

  void cancel() {
    if (isStreamed()) {
      stream.cancel();
    } else {
      endBlocking(null, StreamOutcome.CANCELLED, "application");
    }
  }

  /** The application closed the answer early: not early if the provider had failed already. */
  void closedEarly() {
    if (told != null) {
      fail(told);
    } else {
      cancel();
    }
  }

  void complete() {
    Failure failure = told;
    if (failure != null) {
      fail(failure);
    } else if (isStreamed()) {
      stream.complete();
    } else {
      endBlocking(null, null, null);
    }
  }

  void fail(@Nullable Failure failure) {
    Failure below = failedBelow;
    Failure known =
        failure == null
            ? Failure.said(StreamOutcome.ERROR.value(), null)
            : below == null ? failure : failure.explainedBy(below);
    if (isStreamed()) {
      stream.failWith(known);
    } else {
      endBlocking(known, null, null);
    }
  }

  private void endBlocking(
      @Nullable Failure failure, @Nullable StreamOutcome outcome, @Nullable String reason) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    long now = telemetry.runtime().nanoTime();
    Guard.run(() -> describe(failure, outcome, reason, now));
    Guard.end(span, wallClock.epochNanos(now));
  }

  private void describe(
      @Nullable Failure failure,
      @Nullable StreamOutcome outcome,
      @Nullable String reason,
      long now) {
    telemetry.runtime().openStreams().remove(this);
    if (outcome != null) {
      span.setAttribute(StreamAttributes.OUTCOME, outcome.value());
    }
    if (reason != null) {
      span.setAttribute(StreamAttributes.CANCEL_REASON, reason);
    }
    if (failure != null) {
      failure.writeTo(span, wallClock.epochNanos(now));
    } else if (outcome == null) {
      feed.answered(now);
    }
    response.writeTo(span);
    over(now - startNanos, failure == null ? null : failure.type());
  }

  private void over(long durationNanos, @Nullable String errorType) {
    if (isRetrieval() && timeline != null) {
      timeline.retrievalEnded(startNanos + durationNanos);
    }
    feed.over();
    telemetry.metrics().ended(request, response, durationNanos / 1e9, errorType, context);
  }

  @Override
  public void onChunks(long count, long nanos) {
    feed.onChunks(count, nanos);
  }

  @Override
  public void onEnd(StreamSummary summary, Span ending) {
    response.writeTo(ending);
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
    over(summary.endNanos() - startNanos, summary.errorType());
    telemetry.metrics().streamed(request, response, summary, context);
  }
}
