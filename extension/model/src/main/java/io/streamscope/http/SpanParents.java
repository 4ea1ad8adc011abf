/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Spans that are exported below another parent than they were started with. Only the headers of an
 * answer tell whether a stream stands between a caller and the agent's CLIENT span, and by then
 * that span has long been started. Thread-safe; bounded.
 */
public final class SpanParents {

  private static final int KEPT = 4096;
  private static final Map<String, SpanContext> parents =
      new LinkedHashMap<>() { // guarded by itself
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SpanContext> eldest) {
          return size() > KEPT; // long exported
        }
      };
  private static final AtomicBoolean any = new AtomicBoolean();

  private SpanParents() {}

  static void adopt(SpanContext child, SpanContext parent) {
    synchronized (parents) {
      parents.put(child.getSpanId(), parent);
      any.set(true);
    }
  }

  /** Whether any span has another parent; cheap. */
  public static boolean any() {
    return any.get();
  }

  /** The parent that a span is to be exported with, null if its own; for each exporter the same. */
  public static @Nullable SpanContext of(SpanContext child) {
    synchronized (parents) {
      return parents.get(child.getSpanId());
    }
  }
}
