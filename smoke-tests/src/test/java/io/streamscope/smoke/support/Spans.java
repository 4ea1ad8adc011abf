/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.sink.SpanRecord.SpanEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Questions that tests ask of spans. */
public final class Spans {

  /** How long telemetry may take from the application to the test. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private Spans() {}

  /** A span by its name and route. */
  public static Predicate<SpanRecord> named(String name) {
    return span -> span.name().equals(name);
  }

  /** The only one; fails if there are none or several. */
  public static SpanRecord only(List<SpanRecord> spans, Predicate<SpanRecord> which) {
    List<SpanRecord> found = spans.stream().filter(which).toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one span but found " + found + " in " + spans);
    }
    return found.get(0);
  }

  /** The only one of a name, once it has come. */
  public static SpanRecord awaitOnly(OtlpSink sink, String name) {
    return only(sink.awaitSpans(has(named(name)), PATIENCE), named(name));
  }

  /** Whether one is there. */
  public static Predicate<List<SpanRecord>> has(Predicate<SpanRecord> which) {
    return spans -> spans.stream().anyMatch(which);
  }

  /** An attribute that must be a number, as double. */
  public static double number(SpanRecord span, String key) {
    Object value = span.attribute(key);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new AssertionError(key + " is " + value + " on " + span);
  }

  /** The names of its events, in order. */
  public static List<String> eventNames(SpanRecord span) {
    return span.events().stream().map(SpanEvent::name).toList();
  }
}
