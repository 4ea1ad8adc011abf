/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.SpanContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Open CLIENT spans that somebody else than the agent's own modules makes for requests over HTTP:
 * an SDK that traces its pipeline. They are not always current where the request is issued, but it
 * carries the id of its own. Thread-safe; bounded: beyond that such a span stays the parent.
 */
public final class ForeignClientSpans {

  private static final int OPEN_MAX = 10_000;
  private static final int ID_AT = 36; // in 00-<trace, 32>-<span, 16>-<flags>
  private static final int ID_END = 52;
  private static final Map<String, ClientSpan> open = new ConcurrentHashMap<>();

  private ForeignClientSpans() {}

  /**
   * One has started.
   *
   * @param parent of the span, invalid if it has none
   * @param method of the request, as the span has it
   * @param url of the request, as the span has it
   */
  public static void started(SpanContext span, SpanContext parent, String method, String url) {
    if (span.isValid() && open.size() < OPEN_MAX) {
      open.put(span.getSpanId(), new ClientSpan(span, parent, RequestTarget.ofSpan(method, url)));
    }
  }

  /** A span has ended, of whatever kind. */
  public static void ended(SpanContext span) {
    if (!open.isEmpty()) {
      open.remove(span.getSpanId());
    }
  }

  /** Null if a span is none of these. */
  static @Nullable ClientSpan of(SpanContext span) {
    return open.isEmpty() ? null : open.get(span.getSpanId());
  }

  /** The one that a request carries, null if it carries none of these. */
  static @Nullable ClientSpan carried(@Nullable String traceparent) {
    return traceparent == null || open.isEmpty() || traceparent.length() < ID_END
        ? null
        : open.get(traceparent.substring(ID_AT, ID_END));
  }
}
