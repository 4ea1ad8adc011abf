/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One finished span as it came over OTLP.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param parentSpanId 16 hex digits, empty for the root of a trace
 * @param kind {@code INTERNAL}, {@code SERVER}, {@code CLIENT}, {@code PRODUCER}, {@code CONSUMER}
 * @param startNanos since the epoch
 * @param endNanos since the epoch
 * @param statusCode {@code UNSET}, {@code OK} or {@code ERROR}
 * @param statusDescription empty if there is none
 * @param attributes values are Long, Double, Boolean, String or a List of these; sorted by key
 * @param resource attributes of the resource, same value types
 */
public record SpanRecord(
    String traceId,
    String spanId,
    String parentSpanId,
    String name,
    String kind,
    long startNanos,
    long endNanos,
    String statusCode,
    String statusDescription,
    String scopeName,
    Map<String, Object> attributes,
    List<SpanEvent> events,
    List<SpanLink> links,
    Map<String, Object> resource) {

  /** What happened at one moment of a span. */
  public record SpanEvent(String name, long timeNanos, Map<String, Object> attributes) {}

  /** A reference to a span of this or another trace. */
  public record SpanLink(String traceId, String spanId, Map<String, Object> attributes) {}

  /** Whether this span has no parent. */
  public boolean isRoot() {
    return parentSpanId.isEmpty();
  }

  /** From start to end. */
  public long durationNanos() {
    return endNanos - startNanos;
  }

  /** The attribute of this key, or null. */
  public @Nullable Object attribute(String key) {
    return attributes.get(key);
  }

  /** The events of this name, in the order in which they were recorded. */
  public List<SpanEvent> events(String eventName) {
    return events.stream().filter(event -> event.name().equals(eventName)).toList();
  }
}
