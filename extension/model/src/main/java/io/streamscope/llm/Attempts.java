/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.StreamAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests that one call needed: more than one if the SDK has tried again by itself. The number
 * of events is bounded. Thread-safe.
 */
final class Attempts {

  private static final String FAILED_EVENT = "attempt_failed";
  private static final int EVENTS_MAX = 16;

  private int count; // guarded by this
  private @Nullable String lastFailure; // guarded by this
  private long lastFailureEpochNanos; // guarded by this

  /** A request is issued: if one has failed before, that was one of several. */
  synchronized void issued(Span span) {
    String failure = lastFailure;
    if (failure != null && count <= EVENTS_MAX) {
      lastFailure = null;
      span.addEvent(
          FAILED_EVENT,
          Attributes.of(StreamAttributes.ERROR_TYPE, failure),
          lastFailureEpochNanos,
          TimeUnit.NANOSECONDS);
    }
    count++;
  }

  /** A request has failed. */
  synchronized void failed(String errorType, long epochNanos) {
    lastFailure = errorType;
    lastFailureEpochNanos = epochNanos;
  }

  synchronized void writeTo(Span span) {
    if (count > 1) {
      span.setAttribute(GenAiAttributes.ATTEMPTS, (long) count);
    }
  }
}
