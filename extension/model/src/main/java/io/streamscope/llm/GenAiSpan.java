/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallLayer;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.correlation.ModelCall;
import io.streamscope.correlation.Orphan;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One logical call to a model: one span, one usage record, whatever stack it goes through. The
 * layers that see it have a {@link GenAiCall} each. A streamed call ends with its stream. Every
 * method may be called from any thread, in any order; the first ending wins; nothing is thrown.
 */
final class GenAiSpan implements ModelCall, StreamObserver, Abandonable, CallOwnership.Owner {

  private final GenAiTelemetry telemetry;
  private final GenAiRequest request;
  private final @Nullable RequestTimeline timeline;
  private final GenAiResponse response;
  private final Orphan orphan = new Orphan();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final WallClock wallClock;
  private final long startNanos;
  private final long retrievalNanosBefore;
  private final StreamSpan stream;
  private final Span span;
  private final Context context;
  private volatile long answeredNanos;
  private volatile long firstChunkNanos;
  private volatile CallLayer lowest;
  private volatile @Nullable CallLayer chunksFrom;
  private volatile @Nullable Failure told;
  private volatile @Nullable Failure failedBelow;
  private volatile boolean complete;

  private GenAiSpan(
      GenAiTelemetry telemetry, GenAiRequest request, CallLayer layer, Context parent) {
    this.telemetry = telemetry;
    this.request = request;
    this.lowest = layer;
    this.response = new GenAiResponse(request.choices());
    this.startNanos = telemetry.runtime().nanoTime();
    this.wallClock = WallClock.at(startNanos);
    this.timeline = RequestTimeline.fromContext(parent);
    this.retrievalNanosBefore = timeline == null ? 0 : timeline.retrievalNanos(startNanos);
    GenAiStart start = new GenAiStart(telemetry, request);
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
    if (call.timeline != null) {
      switch (request.operation().role()) {
        case RETRIEVAL -> call.timeline.retrievalStarted(call.startNanos);
        case ANSWER -> call.timeline.modelStarted(call);
      }
    }
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
    return firstChunkNanos == 0 && !complete && !isOver();
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
    } else if (!isStreamed()) {
      return;
    } else if (!delta.hasContent()) {
      if (from == (chunksFrom == null ? lowest : chunksFrom)) {
        stream.arrived(0, delta.bytes(), 0, nanos);
      }
    } else if (isSourceOfChunks(from)) {
      stream.chunk(delta.bytes(), nanos);
    }
  }

  /** The layer nearest to the wire sees a chunk first: from then on it is the only source. */
  private boolean isSourceOfChunks(CallLayer from) {
    CallLayer source = chunksFrom;
    if (source == null || from.isBelow(source)) {
      chunksFrom = from;
      return true;
    }
    return source == from;
  }

  /** A lower layer has begun to carry the call. */
  void seenBy(CallLayer layer, boolean streamed) {
    if (streamed && layer.isBelow(lowest)) {
      lowest = layer;
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
    Guard.run(() -> span.end(wallClock.epochNanos(now), TimeUnit.NANOSECONDS));
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
      answered(now);
    }
    response.writeTo(span);
    over(now - startNanos, failure == null ? null : failure.type());
  }

  private void over(long durationNanos, @Nullable String errorType) {
    if (timeline != null) {
      switch (request.operation().role()) {
        case RETRIEVAL -> timeline.retrievalEnded(startNanos + durationNanos);
        case ANSWER -> timeline.modelEnded(this);
      }
    }
    telemetry.metrics().ended(request, response, durationNanos / 1e9, errorType, context);
  }

  private void answered(long nanos) {
    if (firstChunkNanos == 0) {
      firstChunkNanos = nanos;
    }
    if (timeline != null && request.operation().role() == GenAiOperation.Role.ANSWER) {
      timeline.modelAnswered(this, nanos);
    }
  }

  @Override
  public void onChunks(long count, long nanos) {
    answered(nanos);
    orphan.onChunks(count);
  }

  @Override
  public void onEnd(StreamSummary summary, Span ending) {
    response.writeTo(ending);
    if (summary.chunks() > 0) {
      ending.setAttribute(
          GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK, summary.secondsToFirstChunk());
    }
    if (orphan.onEnd(summary, ending)) {
      telemetry
          .runtime()
          .metrics()
          .orphaned(orphan.chunks(), telemetry.metrics().orphanAttributes(request));
    }
    over(summary.endNanos() - startNanos, summary.errorType());
    telemetry.metrics().streamed(request, response, summary, context);
  }

  @Override
  public void downstreamGone(long nanos) {
    if (isStreamed() && !orphan.isOrphaned() && !stream.isOver()) {
      orphan.orphaned(nanos);
      stream.event("downstream_disconnected");
    }
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  @Override
  public long retrievalNanosBefore() {
    return retrievalNanosBefore;
  }

  @Override
  public long firstChunkNanos() {
    return firstChunkNanos;
  }

  @Override
  public void nameModelOn(Span fed) {
    if (request.model() != null) {
      fed.setAttribute(GenAiAttributes.REQUEST_MODEL, request.model());
    }
  }
}
