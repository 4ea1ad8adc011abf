/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over all streams that an application has had since it was started, once as its spans and
 * once as its metrics say.
 *
 * @param spans by the words that {@link #ofMetrics} uses
 * @param metrics the same
 */
record StreamTotals(Map<String, Double> spans, Map<String, Double> metrics) {

  private static final String PREFIX = "streamscope.stream.";
  private static final List<String> COUNTERS = List.of("chunks", "bytes", "stalls");
  private static final double MICROSECOND = 1e-6;

  /**
   * Of all streams that are over now; waits until they are told of. One collection is no moment: a
   * stream that ends meanwhile is in some of its metrics, so that it has to be seen as a span
   * first.
   */
  static StreamTotals await(OtlpSink sink) {
    Map<String, Double> some = awaitMetrics(sink, 0);
    double streams = ofSpans(awaitSpans(sink, some)).get("streams");
    Map<String, Double> metrics = awaitMetrics(sink, streams);
    return new StreamTotals(ofSpans(awaitSpans(sink, metrics)), metrics);
  }

  private static Map<String, Double> awaitMetrics(OtlpSink sink, double streams) {
    Instant now = Instant.now();
    return ofMetrics(
        sink.awaitMetrics(
            points ->
                sink.metricsCollected().isAfter(now)
                    && isWhole(ofMetrics(points))
                    && ofMetrics(points).get("streams") >= streams,
            PATIENCE));
  }

  private static List<SpanRecord> awaitSpans(OtlpSink sink, Map<String, Double> metrics) {
    return sink.awaitSpans(all -> ofSpans(all).get("streams") >= metrics.get("streams"), PATIENCE);
  }

  /** Gaps are recorded a moment after their stream has ended. */
  private static boolean isWhole(Map<String, Double> metrics) {
    return metrics.get("active") == 0
        && metrics.get("gaps") == metrics.get("chunks") - metrics.getOrDefault("first chunks", 0.0);
  }

  private static Map<String, Double> ofSpans(List<SpanRecord> spans) {
    Map<String, Double> sums = zeros();
    for (SpanRecord span : spans) {
      if (span.attribute(PREFIX + "protocol") != null) {
        double chunks = number(span, PREFIX + "chunk.count");
        add(sums, "streams", 1);
        add(sums, "outcome " + span.attribute(PREFIX + "outcome"), 1);
        add(
            sums,
            "seconds",
            number(span, PREFIX + "busy_time") + number(span, PREFIX + "idle_time"));
        add(sums, "chunks", chunks);
        add(sums, "bytes", number(span, PREFIX + "bytes"));
        add(sums, "stalls", number(span, PREFIX + "stall.count"));
        add(sums, "gaps", Math.max(0, chunks - 1));
        if (chunks > 0) {
          add(sums, "first chunks", 1);
          add(sums, "seconds to first chunks", number(span, PREFIX + "time_to_first_chunk"));
        }
      }
    }
    return sums;
  }

  private static Map<String, Double> ofMetrics(List<MetricPoint> points) {
    Map<String, Double> sums = zeros();
    for (MetricPoint point : points) {
      String name = point.name().startsWith(PREFIX) ? point.name().substring(PREFIX.length()) : "";
      switch (name) {
        case "duration" -> {
          add(sums, "streams", point.count());
          add(sums, "outcome " + point.attributes().get(PREFIX + "outcome"), point.count());
          add(sums, "seconds", point.sum());
        }
        case "time_to_first_chunk" -> {
          add(sums, "first chunks", point.count());
          add(sums, "seconds to first chunks", point.sum());
        }
        case "chunk_gap" -> add(sums, "gaps", point.count());
        case "active" -> add(sums, "active", point.sum());
        default -> {
          if (COUNTERS.contains(name)) {
            add(sums, name, point.sum());
          }
        }
      }
    }
    return sums;
  }

  private static Map<String, Double> zeros() {
    Map<String, Double> zeros = new TreeMap<>();
    for (String name : List.of("streams", "active", "chunks", "bytes", "stalls", "gaps")) {
      zeros.put(name, 0.0);
    }
    return zeros;
  }

  private static void add(Map<String, Double> sums, String name, double value) {
    sums.merge(name, value, Double::sum);
  }

  void assertSame() {
    assertThat(metrics.keySet()).isEqualTo(spans.keySet());
    spans.forEach(
        (name, value) ->
            assertThat(metrics.get(name)).as(name).isCloseTo(value, within(MICROSECOND)));
  }
}
