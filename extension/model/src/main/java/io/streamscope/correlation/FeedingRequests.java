/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests that write to a stream which answers another one: in many chats one request opens
 * the stream and each question is a request of its own. Not thread-safe: the lock of the stream
 * guards it; bounded.
 */
final class FeedingRequests {

  private static final int LINKS_MAX = 16;

  private final List<SpanContext> links = new ArrayList<>(1);
  private @Nullable RequestTimeline last;

  /** A request writes; almost always the same as before. */
  void wrote(RequestTimeline request, Context context) {
    if (request == last) {
      return;
    }
    last = request;
    SpanContext server = request.serverSpan();
    SpanContext span = server.isValid() ? server : Span.fromContext(context).getSpanContext();
    if (span.isValid() && links.size() < LINKS_MAX && !links.contains(span)) {
      links.add(span);
    }
  }

  /** Links the stream with each of them. */
  void linkFrom(Span stream) {
    links.forEach(stream::addLink);
  }
}
