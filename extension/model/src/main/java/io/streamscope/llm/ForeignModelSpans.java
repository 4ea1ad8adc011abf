/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.SpanContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Open spans of calls to models that somebody else makes: the agent's own modules, an SDK with
 * instrumentation of its own. What is asked below one of them is that call, and gets no second
 * span. Thread-safe; bounded: beyond that a call may have two.
 */
public final class ForeignModelSpans {

  private static final int OPEN_MAX = 10_000;
  private static final Set<String> open = ConcurrentHashMap.newKeySet();

  private ForeignModelSpans() {}

  /** One has started. */
  public static void started(SpanContext span) {
    if (span.isValid() && open.size() < OPEN_MAX) {
      open.add(span.getSpanId());
    }
  }

  /** A span has ended, of whatever kind. */
  public static void ended(SpanContext span) {
    if (!open.isEmpty()) {
      open.remove(span.getSpanId());
    }
  }

  /** Whether a span is an open one of these. */
  public static boolean contains(SpanContext span) {
    return !open.isEmpty() && open.contains(span.getSpanId());
  }
}
