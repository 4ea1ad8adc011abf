/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Open spans of calls to models that somebody else makes, and of the requests that carry them. What
 * is asked below one of them is that call, and gets no second span. No span is kept alive.
 * Thread-safe; bounded: beyond that a call may have two.
 */
public final class ForeignModelSpans {

  private static final int OPEN_MAX = 10_000;
  private static final int SWEEP_EVERY = 1024;
  private static final Map<String, ForeignCall> open = new ConcurrentHashMap<>(); // by span id
  private static final AtomicInteger refused = new AtomicInteger();
  private static final AtomicReference<Recogniser> recogniser = new AtomicReference<>(span -> null);

  private ForeignModelSpans() {}

  /** How to recognise an open span that says only after its start that it is one. */
  public static void recognisedBy(Recogniser who) {
    recogniser.set(who);
  }

  /** One has started. */
  public static void started(ForeignCall call) {
    put(call.spanContext(), call);
  }

  /**
   * A span has started that carries a request.
   *
   * @param parent in which it has; nothing happens if no call of somebody else's is current there
   */
  public static void carried(SpanContext span, Context parent) {
    ForeignCall call = of(parent);
    if (call != null) {
      put(span, call);
    }
  }

  private static void put(SpanContext span, ForeignCall call) {
    if (!span.isValid()) {
      return;
    }
    if (open.size() >= OPEN_MAX) {
      if (refused.getAndIncrement() % SWEEP_EVERY == 0) {
        open.values().removeIf(ForeignCall::isOver);
      }
      if (open.size() >= OPEN_MAX) {
        return;
      }
    }
    open.put(span.getSpanId(), call);
  }

  /** A span is about to end, and may still be written on by this thread. */
  public static void ending(SpanContext span) {
    ForeignCall call = open.isEmpty() ? null : open.get(span.getSpanId());
    if (call != null && call.spanContext().equals(span)) {
      call.ending();
    }
  }

  /** A span has ended, of whatever kind. */
  public static void ended(SpanContext span) {
    if (!open.isEmpty()) {
      open.remove(span.getSpanId());
    }
  }

  /** The call of somebody else's that is current in a context, null if there is none. */
  public static @Nullable ForeignCall of(Context context) {
    Span current = Span.fromContext(context);
    SpanContext id = current.getSpanContext();
    if (!id.isValid()) {
      return null;
    }
    ForeignCall known = open.get(id.getSpanId());
    if (known == null) {
      known = ForeignCall.travelling(context, id);
    }
    if (known == null && current.isRecording()) {
      known = Objects.requireNonNull(recogniser.get()).recognise(current);
      if (known != null) {
        started(known);
      }
    }
    return known == null || known.isOver() ? null : known;
  }

  /** Knows spans of others. */
  @FunctionalInterface
  public interface Recogniser {

    /** The call that an open span is for, null if it is another span. */
    @Nullable ForeignCall recognise(Span span);
  }
}
