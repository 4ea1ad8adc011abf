/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Where the span of what a request turns out to be has its place: below whoever called, above the
 * agent's CLIENT span ({@code docs/decisions/0015-the-client-span-below-its-stream.md}).
 * Thread-safe.
 */
final class SpanPlace {

  private volatile Context caller;
  private volatile SpanContext client = SpanContext.getInvalid();
  private volatile SpanContext adopted = SpanContext.getInvalid();

  /**
   * @param caller in which the agent may already have started its span for the request
   */
  SpanPlace(Context caller, RequestTarget target) {
    ClientSpan above = ClientSpan.of(caller, target);
    if (above == null) {
      this.caller = caller;
    } else {
      this.caller = caller.with(Span.wrap(above.parent()));
      this.client = above.span();
    }
  }

  Context caller() {
    return caller;
  }

  /**
   * The agent has started a span. A client that we do not know may ask for something else first.
   * What comes after a span that fits is a redirection of the same request.
   *
   * @param fits whether it is for the same resource
   */
  boolean accepts(SpanContext span, boolean fits) {
    if ((!client.isValid() || adopted.isValid()) && !fits) {
      return false;
    }
    client = span;
    return true;
  }

  /** The request carries a span that somebody else has started for it; null if it does not. */
  void carried(@Nullable ClientSpan above) {
    if (above != null && !client.isValid()) {
      caller = caller.with(Span.wrap(above.parent()));
      client = above.span();
    }
  }

  /** A layer below issues the request in a context. */
  void joined(Context context, RequestTarget below) {
    ClientSpan above = ClientSpan.of(context, below);
    if (above != null && !client.isValid()) {
      client = above.span();
    }
  }

  /** The parent of the new span: whoever called, or else the trace that the CLIENT span began. */
  Context parent() {
    Context above = caller;
    return isRoot() && client.isValid() ? above.with(Span.wrap(client)) : above;
  }

  private boolean isRoot() {
    return !Span.fromContext(caller).getSpanContext().isValid();
  }

  /**
   * There is a span: from now on it stands between the caller and the CLIENT span.
   *
   * @return false if too many do
   */
  boolean take(SpanContext span) {
    SpanContext below = client;
    if (adopted.isValid() && !adopted.equals(below)) {
      SpanParents.ended(adopted, SpanContext.getInvalid()); // of an attempt before
    }
    adopted = below;
    boolean bothExported = below.isSampled() && span.isSampled() && !below.equals(span);
    return !bothExported || SpanParents.adopt(below, span, isRoot());
  }

  /** It is over; both spans may still have to be exported. */
  void leave(SpanContext span) {
    SpanParents.ended(client, span);
  }
}
