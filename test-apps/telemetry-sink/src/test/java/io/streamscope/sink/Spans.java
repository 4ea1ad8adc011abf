/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import io.streamscope.sink.SpanRecord.SpanEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds span records whose times are milliseconds from one fixed moment. */
final class Spans {
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final long ZERO = 1_790_000_000_000_000_000L;

  private final String name;
  private final String kind;
  private final String id;
  private final String parent;
  private final Map<String, Object> attributes = new TreeMap<>();
  private final List<SpanEvent> events = new ArrayList<>();
  private String traceId = TRACE;
  private String status = "UNSET";
  private String description = "";

  private Spans(String kind, String name, int id, int parent) {
    this.kind = kind;
    this.name = name;
    this.id = id(id);
    this.parent = parent == 0 ? "" : id(parent);
  }

  static Spans span(String kind, String name, int id, int parent) {
    return new Spans(kind, name, id, parent);
  }

  static String id(int number) {
    return "%016x".formatted(number);
  }

  Spans with(String key, Object value) {
    attributes.put(key, value);
    return this;
  }

  Spans event(double atMillis, String eventName, Map<String, Object> eventAttributes) {
    events.add(new SpanEvent(eventName, nanos(atMillis), new TreeMap<>(eventAttributes)));
    return this;
  }

  Spans failed(String why) {
    status = "ERROR";
    description = why;
    return this;
  }

  Spans inTrace(String otherTraceId) {
    traceId = otherTraceId;
    return this;
  }

  SpanRecord from(double startMillis, double endMillis) {
    return new SpanRecord(
        traceId,
        id,
        parent,
        name,
        kind,
        nanos(startMillis),
        nanos(endMillis),
        status,
        description,
        "test",
        attributes,
        List.copyOf(events),
        List.of(),
        Map.of("service.name", "chat-gateway"));
  }

  private static long nanos(double millis) {
    return ZERO + Math.round(millis * 1e6);
  }
}
