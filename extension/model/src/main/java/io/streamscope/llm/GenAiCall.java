/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.correlation.Feed;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.Abandonable;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamSummary;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call to a model, blocking or streamed: one span, one usage record, whatever stack it goes
 * through. A streamed call ends with its {@link #stream()}, a blocking one with {@link #end}. Every
 * method may be called from any thread, in any order; the first ending wins; nothing is thrown.
 */
public final class GenAiCall implements StreamObserver, Abandonable {

  private static final ContextKey<GenAiCall> KEY = ContextKey.named("streamscope-genai-call");

  private final @Nullable GenAiTelemetry telemetry;
  private final @Nullable GenAiRequest request;
  private final @Nullable RequestTimeline timeline;
  private final GenAiResponse response = new GenAiResponse();
  private final Feed feed;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long startNanos;
  private Span span = Span.getInvalid();
  private Context context;
  private StreamSpan stream;
  private volatile long answeredNanos;

  private GenAiCall(Context parent) {
    this.telemetry = null;
    this.request = null;
    this.timeline = null;
    this.startNanos = 0;
    this.feed = Feed.none();
    this.context = parent;
    this.stream = StreamSpan.none(parent);
  }

  private GenAiCall(GenAiTelemetry telemetry, GenAiRequest request, Context parent) {
    this.telemetry = telemetry;
    this.request = request;
    this.startNanos = telemetry.runtime().nanoTime();
    this.timeline = RequestTimeline.fromContext(parent);
    this.feed = feed(request, parent);
    this.context = parent;
    this.stream = StreamSpan.none(parent);
  }

  /** Vectors feed nothing: they are looked up with, which is retrieval. */
  private Feed feed(GenAiRequest asked, Context parent) {
    if (asked.operation() == GenAiOperation.EMBEDDINGS) {
      return Feed.none();
    }
    Feed.Kind kind = asked.streamed() ? Feed.Kind.STREAMED_MODEL : Feed.Kind.BLOCKING_MODEL;
    return Feed.of(parent, kind, startNanos, fed -> nameModel(asked, fed));
  }

  private static void nameModel(GenAiRequest asked, Span fed) {
    if (asked.model() != null) {
      fed.setAttribute(GenAiAttributes.REQUEST_MODEL, asked.model());
    }
  }

  static GenAiCall none(Context parent) {
    return new GenAiCall(parent);
  }

  static boolean isCovered(GenAiOperation operation, Context parent) {
    GenAiCall outer = parent.get(KEY);
    return outer != null
        && outer.request != null
        && outer.request.operation() == operation
        && !outer.isOver();
  }

  /** Whether a context belongs to a call whose answer has not begun: HTTP below it is its own. */
  public static boolean awaitsAnswer(Context context) {
    GenAiCall call = context.get(KEY);
    return call != null && !call.feed.isAnswered() && !call.isOver();
  }

  static GenAiCall start(GenAiTelemetry telemetry, GenAiRequest request, Context parent) {
    GenAiCall call = new GenAiCall(telemetry, request, parent);
    call.open(new GenAiStart(telemetry, request), parent);
    call.joinRequest(request);
    return call;
  }

  private void open(GenAiStart start, Context parent) {
    Context own = parent.with(KEY, this);
    if (start.request().streamed()) {
      stream = start.stream(own, startNanos, this);
      span = stream.span();
      context = stream.context();
    } else {
      span = start.span(parent);
      context = own.with(span);
    }
  }

  private void joinRequest(GenAiRequest asked) {
    feed.opened(isStreamed() ? stream : null);
    if (timeline != null && asked.operation() == GenAiOperation.EMBEDDINGS) {
      timeline.retrievalStarted(startNanos);
    }
  }

  /** The context in which the call's span is current. */
  public Context context() {
    return context;
  }

  /** The call's span, for attributes that only an adapter knows. */
  public Span span() {
    return span;
  }

  /** What arrives of a streamed call; a stream that nobody watches for a blocking one. */
  public StreamSpan stream() {
    return stream;
  }

  /** What is known of the answer; adapters fill it in. */
  public GenAiResponse response() {
    return response;
  }

  /** Ends the call as abandoned when this object is garbage-collected before anything else. */
  public void ownedBy(Object owner) {
    if (telemetry == null) {
      return;
    }
    if (isStreamed()) {
      stream.ownedBy(owner);
    } else if (!ended.get()) {
      answeredNanos = telemetry.runtime().nanoTime();
      telemetry.runtime().openStreams().add(this, owner);
      if (ended.get()) {
        telemetry.runtime().openStreams().remove(this); // it ended just now, before it was added
      }
    }
  }

  /** Takes back {@link #ownedBy}: from now on something else watches over the call. */
  public void disowned() {
    stream.disowned();
  }

  @Override
  public long lastActivityNanos() {
    return answeredNanos;
  }

  @Override
  public void abandon(String reason) {
    if (telemetry != null && request != null && ended.compareAndSet(false, true)) {
      span.setAttribute(StreamAttributes.OUTCOME, StreamOutcome.ABANDONED.value());
      span.setAttribute(StreamAttributes.CANCEL_REASON, reason);
      telemetry.runtime().openStreams().remove(this);
      over(telemetry, request, telemetry.runtime().nanoTime() - startNanos, null);
      span.end();
    }
  }

  /** Whether the call is over. */
  public boolean isOver() {
    return telemetry == null || ended.get() || (stream.isOver() && isStreamed());
  }

  private boolean isStreamed() {
    return request != null && request.streamed();
  }

  /**
   * The call is over. Ends the stream of a streamed call too.
   *
   * @param error the exception that ended it, null if it was answered
   */
  public void end(@Nullable Throwable error) {
    if (telemetry == null || request == null) {
      return;
    }
    if (isStreamed()) {
      if (error == null) {
        stream.complete();
      } else {
        stream.fail(error);
      }
    } else if (ended.compareAndSet(false, true)) {
      endBlocking(telemetry, request, error);
    }
  }

  private void endBlocking(GenAiTelemetry owner, GenAiRequest asked, @Nullable Throwable error) {
    try {
      long now = owner.runtime().nanoTime();
      owner.runtime().openStreams().remove(this);
      if (error == null) {
        feed.answered(now);
      } else {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(StreamAttributes.ERROR_TYPE, error.getClass().getName());
        Guard.run(() -> describe(error));
      }
      response.writeTo(span);
      over(owner, asked, now - startNanos, error == null ? null : error.getClass().getName());
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    } finally {
      span.end();
    }
  }

  /** The application's exception may be unable to tell what it is. */
  private void describe(Throwable error) {
    String message = error.getMessage();
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
    span.recordException(error);
  }

  private void over(
      GenAiTelemetry owner, GenAiRequest asked, long durationNanos, @Nullable String errorType) {
    if (timeline != null && asked.operation() == GenAiOperation.EMBEDDINGS) {
      timeline.retrievalEnded(startNanos + durationNanos);
    } else {
      feed.over();
    }
    owner.metrics().ended(asked, response, durationNanos / 1e9, errorType, context);
  }

  @Override
  public void onChunks(long count, long nanos) {
    feed.onChunks(count, nanos);
  }

  @Override
  public void onEnd(StreamSummary summary, Span ending) {
    if (telemetry == null || request == null) {
      return;
    }
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
    String errorType = null;
    if (summary.outcome().isFailure()) {
      Throwable error = summary.error();
      errorType = error == null ? summary.outcome().value() : error.getClass().getName();
    }
    over(telemetry, request, summary.endNanos() - startNanos, errorType);
    telemetry.metrics().streamed(request, response, summary, context);
  }
}
