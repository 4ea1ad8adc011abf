/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * Where the trace of a stream that we read ends: what the application does with a chunk belongs to
 * the stream's trace while the stream is young; that of a stream which stays open for hours would
 * never be finished. After {@code streamscope.stream.trace-limit} such work is in no trace, and
 * each one that begins there is linked with the stream ({@code
 * docs/decisions/0027-traces-of-long-streams.md}). Not thread-safe, but for the static method.
 */
public final class TraceCut {

  private static final ContextKey<SpanContext> KEY = ContextKey.named("streamscope-cut-from");

  private final StreamSpan stream;
  private final long startNanos;
  private final long limitNanos;
  private @Nullable Context after;

  /**
   * Of one stream.
   *
   * @param startNanos since when the stream is open, by the model's clock
   * @param limitNanos how long it is one trace, 0 for always
   */
  public TraceCut(StreamSpan stream, long startNanos, long limitNanos) {
    this.stream = stream;
    this.startNanos = startNanos;
    this.limitNanos = limitNanos == 0 ? Long.MAX_VALUE : limitNanos;
  }

  /** The context for code of the application that is handed what has just arrived. */
  public Context context() {
    Context cut = after;
    if (cut == null) {
      if (stream.lastActivityNanos() - startNanos < limitNanos) {
        return stream.context();
      }
      cut = stream.context().with(Span.getInvalid()).with(KEY, stream.span().getSpanContext());
      after = cut;
    }
    return cut;
  }

  /** The stream that a trace which begins in this context is to be linked with, null if none. */
  public static @Nullable SpanContext before(Context context) {
    return Span.fromContext(context).getSpanContext().isValid() ? null : context.get(KEY);
  }
}
