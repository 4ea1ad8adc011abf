/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.vector;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamRuntime;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One look-up of knowledge: a vector-store call, a retriever. Its time counts as retrieval in the
 * request's {@link RequestTimeline}. Thread-safe; the first ending wins; nothing is thrown.
 */
public final class Lookup {

  private final StreamRuntime runtime;
  private final Span span;
  private final Context context;
  private final @Nullable RequestTimeline timeline;
  private final AtomicBoolean ended = new AtomicBoolean();

  Lookup(StreamRuntime runtime, Span span, Context parent) {
    this.runtime = runtime;
    this.span = span;
    this.context = parent.with(span);
    this.timeline = RequestTimeline.fromContext(parent);
    if (timeline != null) {
      timeline.retrievalStarted(runtime.nanoTime());
    }
  }

  /** The context in which the look-up's span is current. */
  public Context context() {
    return context;
  }

  /** The store behind a wrapper says of what make it is. */
  public void system(String name) {
    if (!name.equals(VectorRequest.OTHER)) {
      span.setAttribute(VectorAttributes.SYSTEM_NAME, name);
    }
  }

  /** The store below a retriever says how many results were asked for. */
  public void topK(int topK) {
    span.setAttribute(GenAiAttributes.RETRIEVAL_TOP_K, topK);
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
    try {
      if (timeline != null) {
        timeline.retrievalEnded(runtime.nanoTime());
      }
      if (returned >= 0) {
        span.setAttribute(VectorAttributes.RETURNED_ROWS, returned);
      }
      if (error != null) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(StreamAttributes.ERROR_TYPE, error.getClass().getName());
        String message = error.getMessage();
        span.setStatus(StatusCode.ERROR, message == null ? "" : message);
        span.recordException(error);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    } finally {
      span.end();
    }
  }
}
