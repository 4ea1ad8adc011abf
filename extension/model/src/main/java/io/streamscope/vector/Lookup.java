/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.vector;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.Failure;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.WallClock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One look-up of knowledge: a vector-store call, a retriever. Its time counts as retrieval in the
 * request's {@link RequestTimeline}. A look-up inside another one of its kind is the same (stores
 * and retrievers wrap each other): it has no span, and what it knows better goes to the outer one.
 * Thread-safe; the first ending wins; nothing is thrown.
 */
public final class Lookup {

  private final StreamRuntime runtime;
  private final Span span;
  private final Context context;
  private final @Nullable RequestTimeline timeline;
  private final AtomicBoolean ended;
  private final WallClock wallClock;

  private Lookup(StreamRuntime runtime, Context context) {
    this.runtime = runtime;
    this.span = Span.getInvalid();
    this.context = context;
    this.timeline = null;
    this.ended = new AtomicBoolean(true);
    this.wallClock = new WallClock(0);
  }

  Lookup(StreamRuntime runtime, Kind kind, Starter starter, Context parent) {
    this.runtime = runtime;
    long now = runtime.nanoTime();
    this.wallClock = WallClock.at(now);
    this.span = starter.start(wallClock.epochNanos(now));
    this.context = parent.with(kind.key, this).with(span);
    this.timeline = RequestTimeline.fromContext(parent);
    this.ended = new AtomicBoolean();
    if (timeline != null) {
      timeline.retrievalStarted(now);
    }
  }

  /** A look-up that nobody watches: the context is the one given. */
  static Lookup none(StreamRuntime runtime, Context context) {
    return new Lookup(runtime, context);
  }

  /** The open look-up that a context is part of, null if of none. */
  static @Nullable Lookup open(Kind kind, Context context) {
    Lookup lookup = context.get(kind.key);
    return lookup == null || lookup.ended.get() ? null : lookup;
  }

  /** The context in which the look-up's span is current. */
  public Context context() {
    return context;
  }

  /** The store behind a wrapper says of what make it is. */
  void system(String name) {
    if (!name.equals(VectorRequest.OTHER)) {
      span.setAttribute(VectorAttributes.SYSTEM_NAME, name);
    }
  }

  /** The store below a retriever says how many results were asked for; 0 when unknown. */
  void topK(int topK) {
    if (topK > 0) {
      span.setAttribute(GenAiAttributes.RETRIEVAL_TOP_K, topK);
    }
  }

  /**
   * The look-up is over.
   *
   * @param returned how many results it brought, -1 when unknown
   * @param error what went wrong, null if nothing
   */
  public void end(long returned, @Nullable Throwable error) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    long now = runtime.nanoTime();
    Guard.run(() -> describe(returned, error, now));
    Guard.end(span, wallClock.epochNanos(now));
  }

  private void describe(long returned, @Nullable Throwable error, long now) {
    if (timeline != null) {
      timeline.retrievalEnded(now);
    }
    if (returned >= 0) {
      span.setAttribute(VectorAttributes.RETURNED_ROWS, returned);
    }
    if (error != null) {
      Failure.of(error).writeTo(span, wallClock.epochNanos(now));
    }
  }

  /** What can be part of one another. */
  enum Kind {
    STORE("streamscope-store"),
    RETRIEVAL("streamscope-retrieval");

    private final ContextKey<Lookup> key;

    Kind(String name) {
      this.key = ContextKey.named(name);
    }
  }

  /** Starts the span at a time of day, nanoseconds since the epoch. */
  interface Starter {
    Span start(long epochNanos);
  }
}
