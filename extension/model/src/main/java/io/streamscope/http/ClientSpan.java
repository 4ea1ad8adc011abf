/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * A CLIENT span that was started above the layer that learns of the request. Immutable.
 *
 * @param span the span
 * @param parent its parent
 * @param seen what the agent knows of the request
 */
public record ClientSpan(SpanContext span, SpanContext parent, RequestTarget seen) {

  private static final ContextKey<ClientSpan> KEY = ContextKey.named("streamscope-client-span");

  /**
   * The agent has started a CLIENT span; it is current in the context.
   *
   * @param parent of the span, null if it is not recorded
   * @param method of the request, as the span has it
   * @param url of the request, as the span has it
   * @return the context to go on with
   */
  public static Context started(
      Context context,
      @Nullable SpanContext parent,
      @Nullable String method,
      @Nullable String url) {
    RequestTarget seen = RequestTarget.ofSpan(method, url);
    SpanContext span = Span.fromContext(context).getSpanContext();
    InboundCall call = InboundCall.fromContext(context);
    return (call != null && call.accepts(span, seen)) || parent == null
        ? context
        : new ClientSpan(span, parent, seen).in(context);
  }

  /** The current span of a context, null if it is not that of such a request. */
  static @Nullable ClientSpan of(Context context, RequestTarget target) {
    SpanContext current = Span.fromContext(context).getSpanContext();
    ClientSpan above = context.get(KEY);
    if (above == null || !above.span.equals(current)) {
      above = ForeignClientSpans.of(current);
    }
    return above != null && target.isSameResource(above.seen) ? above : null;
  }

  Context in(Context context) {
    return context.with(KEY, this);
  }
}
