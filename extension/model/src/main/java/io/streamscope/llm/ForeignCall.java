/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamOutcome;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call to a model that has a span of somebody else's: the agent's own modules, an SDK with
 * instrumentation of its own, the application. One request below it is the same call; what that
 * request's answer says is written onto the span as far as it does not say so itself ({@code
 * docs/decisions/0029-enriching-spans-of-others.md}). The span is never kept alive. Thread-safe.
 */
public final class ForeignCall {

  private static final ContextKey<ForeignCall> KEY = ContextKey.named("streamscope-foreign-call");

  /** Operations of the GenAI conventions, and of others, that are no calls to a model. */
  private static final Set<String> OTHER_OPERATIONS =
      Set.of(
          "invoke_agent",
          "create_agent",
          "execute_tool",
          "invoke_workflow",
          "plan",
          "retrieval",
          "send_data");

  private final SpanContext spanContext;
  private final WeakReference<Span> span;
  private final boolean recorded;
  private final SpanReader spans;
  private final GenAiOperation.@Nullable Kind kind; // null if it may be any
  private final Maker maker;
  private final Attempts attempts = new Attempts();
  private final Map<AttributeKey<?>, Object> written = new HashMap<>(); // guarded by this
  private boolean taken; // guarded by this
  private @Nullable Runnable end; // guarded by this; what is said when the span ends
  private volatile boolean over;
  private volatile @Nullable GenAiSpan reader; // of its answer, while it is read
  private volatile @Nullable Thread ending; // that writes on a span which is about to end

  private ForeignCall(
      Span span, SpanReader spans, GenAiOperation.@Nullable Kind kind, Maker maker) {
    this.spanContext = span.getSpanContext();
    this.span = new WeakReference<>(span);
    this.recorded = span.isRecording();
    this.spans = spans;
    this.kind = kind;
    this.maker = maker;
  }

  /**
   * A span that is open.
   *
   * @param operation its {@code gen_ai.operation.name} if that can be relied on, null if not
   */
  public static ForeignCall of(
      Span span, SpanReader spans, @Nullable String operation, Maker maker) {
    return new ForeignCall(span, spans, GenAiOperation.kindOf(operation), maker);
  }

  /** Whether an operation of this name is a call to a model; an unknown one may be. */
  public static boolean isModelOperation(String operation) {
    return !OTHER_OPERATIONS.contains(operation)
        && !operation.endsWith("_memory")
        && !operation.endsWith("_memory_store");
  }

  /** A context that it travels in, for spans that are not recorded and so known to nobody. */
  public Context travellingIn(Context context) {
    return context.with(KEY, this);
  }

  /** The call that travels in a context has ended. */
  public static void endedIn(Context context) {
    ForeignCall call = travelling(context, Span.fromContext(context).getSpanContext());
    if (call != null) {
      call.over = true;
    }
  }

  /** The one whose span is current in a context that it travels in. */
  static @Nullable ForeignCall travelling(Context context, SpanContext current) {
    ForeignCall call = context.get(KEY);
    return call != null && call.spanContext.equals(current) ? call : null;
  }

  /** The same context, in which the span is current. */
  Context current(Context context) {
    Span open = span.get();
    return open == null ? context : context.with(open);
  }

  SpanContext spanContext() {
    return spanContext;
  }

  /** Whether its span has ended, or nobody can end it any more. */
  boolean isOver() {
    Span known = span.get();
    return over || (recorded && (known == null || !known.isRecording()));
  }

  /** Whether it is recorded at all. */
  boolean isRecorded() {
    return recorded;
  }

  /** Whether who makes it records its duration and usage. */
  boolean isCounted() {
    return maker.counts();
  }

  /** Whether a question of this kind can be the one that it still awaits the answer of. */
  synchronized boolean awaits(GenAiOperation asked) {
    return !taken && (kind == null || kind == asked.kind());
  }

  /**
   * Its answer begins.
   *
   * @return false if it has one already: then the question is a call of its own
   */
  boolean take(GenAiOperation asked) {
    Runnable before;
    synchronized (this) {
      before = end;
      end = null;
    }
    if (before != null) {
      Guard.run(before); // another request follows it
    }
    synchronized (this) {
      if (!awaits(asked)) {
        return false;
      }
      taken = true;
      attempts.issued(Span.getInvalid());
      return true;
    }
  }

  /** Somebody reads that answer, until {@link #followed}. */
  void followedBy(GenAiSpan call) {
    reader = call;
  }

  /**
   * Nobody reads it any more.
   *
   * @param answered false if nothing has come of it, or it failed: another request may bring one
   */
  synchronized void followed(boolean answered) {
    reader = null;
    taken = answered;
  }

  /**
   * Nothing more will be known of the answer.
   *
   * @param how what to do when the span ends
   * @return false if it is to be done at once
   */
  synchronized boolean over(Runnable how) {
    if (!maker.endsCall() || isOver()) {
      return false;
    }
    if (end == null) {
      end = how;
    }
    return true;
  }

  /**
   * Its span is about to end, and this thread may still write on it. If all of the answer has come,
   * its reader has no reason to wait for the end of the connection.
   */
  void ending() {
    GenAiSpan call = reader;
    if (call != null && (maker.endsCall() || call.isComplete())) {
      Runnable how;
      synchronized (this) {
        how = end;
      }
      ending = Thread.currentThread();
      Guard.run(how == null ? call::closed : how);
      ending = null;
    }
  }

  /** Whether whoever makes it ends the call with it, and not before. */
  boolean endsCall() {
    return maker.endsCall();
  }

  /** Its span where all may be written on it, because the call ends with it; else null. */
  @Nullable Span wholeSpan() {
    return maker.endsCall() ? span.get() : null;
  }

  /** A request of it has failed before there was an answer; another one may follow. */
  void requestFailed(String errorType, boolean streamed) {
    attempts.issued(Span.getInvalid());
    attempts.failed(errorType, 0);
    countAttempts(new EnrichedSpan(this, Span::getInvalid));
    if (streamed) {
      put(StreamAttributes.OUTCOME, StreamOutcome.ERROR.value());
    }
  }

  /** Says how many requests it took, if it was more than one. */
  void countAttempts(Span to) {
    attempts.writeTo(to);
  }

  /**
   * Writes something down unless the span says it by itself.
   *
   * @return false if it is not known, and the span has ended
   */
  synchronized <T> boolean put(AttributeKey<T> key, T value) {
    Span known = span.get();
    if (!recorded || maker.ownTypes().contains(key.getKey())) {
      return true; // there is nothing to write it on, or it is theirs
    }
    Object present = known == null ? null : spans.attribute(known, key);
    if (present != null
        && (present.equals(value) || !(present.equals(written.get(key)) || isOurs(key)))) {
      return true;
    }
    boolean open = known != null && (known.isRecording() || Thread.currentThread() == ending);
    if (known == null || !open) {
      return false;
    }
    known.setAttribute(key, value);
    written.put(key, value);
    return true;
  }

  /** What the provider says is better than the name of an SDK's exception. */
  private boolean isOurs(AttributeKey<?> key) {
    return maker.endsCall() && key.equals(StreamAttributes.ERROR_TYPE);
  }

  /**
   * What is known of whoever makes a span.
   *
   * @param counts whether he records {@code gen_ai.client.*} metrics of the call
   * @param endsCall whether the call is over when he ends the span, and not before
   * @param ownTypes keys of attributes that he has another type for
   */
  public record Maker(boolean counts, boolean endsCall, Set<String> ownTypes) {}
}
