/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The span of somebody else's call, as we write on it: attributes that it lacks, while it is open,
 * and nothing else. Its name, status, events and end are not ours. What is known only after its end
 * goes onto a span of ours below it, if there is a stream to tell of. Thread-safe; never made
 * current.
 */
final class EnrichedSpan implements Span {

  private final ForeignCall foreign;
  private final Supplier<Span> below;
  private volatile @Nullable Span stream; // made by below

  /**
   * @param below starts the span of the stream, with the time of the request
   */
  EnrichedSpan(ForeignCall foreign, Supplier<Span> below) {
    this.foreign = foreign;
    this.below = below;
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    if (value != null && !foreign.put(key, value)) {
      stream().setAttribute(key, value);
    }
    return this;
  }

  /** Whether the end of the call is left to whoever has made the span. */
  boolean isLeft(Consumer<GenAiSpan> how, GenAiSpan ending) {
    return foreign.over(() -> how.accept(ending));
  }

  /** Where events and a status go, null if nowhere. */
  private @Nullable Span told() {
    Span whole = foreign.wholeSpan();
    return whole == null ? stream : whole;
  }

  private synchronized Span stream() {
    Span known = stream;
    if (known == null) {
      known = below.get();
      stream = known;
    }
    return known;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    Span own = told();
    if (own != null) {
      own.addEvent(name, attributes);
    }
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    Span own = told();
    if (own != null) {
      own.addEvent(name, attributes, timestamp, unit);
    }
    return this;
  }

  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    Span own = told();
    if (own != null) {
      own.setStatus(statusCode, description);
    }
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    Span own = told();
    if (own != null) {
      own.recordException(exception, additionalAttributes);
    }
    return this;
  }

  @Override
  public Span updateName(String name) {
    return this;
  }

  @Override
  public void end() {
    Span own = stream;
    if (own != null) {
      own.end();
    }
  }

  @Override
  public void end(long timestamp, TimeUnit unit) {
    Span own = stream;
    if (own != null) {
      own.end(timestamp, unit);
    }
  }

  @Override
  public SpanContext getSpanContext() {
    return foreign.spanContext();
  }

  @Override
  public boolean isRecording() {
    return foreign.isRecorded();
  }
}
