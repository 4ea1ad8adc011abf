/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.streamscope.sink.SpanRecord.SpanEvent;
import io.streamscope.sink.SpanRecord.SpanLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns OTLP messages into the plain records of this package. */
final class OtlpDecoder {
  /** A point and the time for which it holds. */
  record TimedPoint(MetricPoint point, long timeNanos) {}

  private OtlpDecoder() {}

  static List<SpanRecord> spans(ExportTraceServiceRequest request) {
    List<SpanRecord> spans = new ArrayList<>();
    for (var resourceSpans : request.getResourceSpansList()) {
      Map<String, Object> resource = attributes(resourceSpans.getResource().getAttributesList());
      for (var scopeSpans : resourceSpans.getScopeSpansList()) {
        String scope = scopeSpans.getScope().getName();
        scopeSpans.getSpansList().forEach(span -> spans.add(span(span, scope, resource)));
      }
    }
    return spans;
  }

  private static SpanRecord span(Span span, String scope, Map<String, Object> resource) {
    return new SpanRecord(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        span.getStatus().getCode().name().replace("STATUS_CODE_", ""),
        span.getStatus().getMessage(),
        scope,
        attributes(span.getAttributesList()),
        span.getEventsList().stream()
            .map(
                event ->
                    new SpanEvent(
                        event.getName(),
                        event.getTimeUnixNano(),
                        attributes(event.getAttributesList())))
            .toList(),
        span.getLinksList().stream()
            .map(
                link ->
                    new SpanLink(
                        hex(link.getTraceId()),
                        hex(link.getSpanId()),
                        attributes(link.getAttributesList())))
            .toList(),
        resource);
  }

  static List<LogEntry> logs(ExportLogsServiceRequest request) {
    List<LogEntry> logs = new ArrayList<>();
    for (var resourceLogs : request.getResourceLogsList()) {
      Map<String, Object> resource = attributes(resourceLogs.getResource().getAttributesList());
      for (var scopeLogs : resourceLogs.getScopeLogsList()) {
        String scope = scopeLogs.getScope().getName();
        scopeLogs.getLogRecordsList().forEach(log -> logs.add(log(log, scope, resource)));
      }
    }
    return logs;
  }

  private static LogEntry log(LogRecord log, String scope, Map<String, Object> resource) {
    long time = log.getTimeUnixNano();
    return new LogEntry(
        time == 0 ? log.getObservedTimeUnixNano() : time,
        log.getSeverityText().isEmpty()
            ? log.getSeverityNumber().name().replace("SEVERITY_NUMBER_", "")
            : log.getSeverityText(),
        log.getEventName(),
        value(log.getBody()),
        hex(log.getTraceId()),
        hex(log.getSpanId()),
        scope,
        attributes(log.getAttributesList()),
        resource);
  }

  static List<TimedPoint> points(ExportMetricsServiceRequest request) {
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .flatMap(OtlpDecoder::points)
        .toList();
  }

  private static Stream<TimedPoint> points(Metric metric) {
    return switch (metric.getDataCase()) {
      case SUM -> {
        String type = metric.getSum().getIsMonotonic() ? "counter" : "up_down_counter";
        yield metric.getSum().getDataPointsList().stream().map(p -> number(metric, type, p));
      }
      case GAUGE ->
          metric.getGauge().getDataPointsList().stream().map(p -> number(metric, "gauge", p));
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().stream()
              .map(
                  p ->
                      new TimedPoint(
                          new MetricPoint(
                              metric.getName(),
                              metric.getUnit(),
                              "histogram",
                              attributes(p.getAttributesList()),
                              p.getSum(),
                              p.getCount(),
                              p.hasMin() ? p.getMin() : Double.NaN,
                              p.hasMax() ? p.getMax() : Double.NaN,
                              List.copyOf(p.getExplicitBoundsList()),
                              List.copyOf(p.getBucketCountsList())),
                          p.getTimeUnixNano()));
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogram().getDataPointsList().stream()
              .map(
                  p ->
                      new TimedPoint(
                          new MetricPoint(
                              metric.getName(),
                              metric.getUnit(),
                              "exponential_histogram",
                              attributes(p.getAttributesList()),
                              p.getSum(),
                              p.getCount(),
                              p.hasMin() ? p.getMin() : Double.NaN,
                              p.hasMax() ? p.getMax() : Double.NaN,
                              List.of(),
                              List.of()),
                          p.getTimeUnixNano()));
      case SUMMARY ->
          metric.getSummary().getDataPointsList().stream()
              .map(
                  p ->
                      new TimedPoint(
                          plain(
                              metric,
                              "summary",
                              attributes(p.getAttributesList()),
                              p.getSum(),
                              p.getCount()),
                          p.getTimeUnixNano()));
      case DATA_NOT_SET -> Stream.empty();
    };
  }

  private static TimedPoint number(Metric metric, String type, NumberDataPoint point) {
    double value = point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble();
    return new TimedPoint(
        plain(metric, type, attributes(point.getAttributesList()), value, 0),
        point.getTimeUnixNano());
  }

  private static MetricPoint plain(
      Metric metric, String type, Map<String, Object> attributes, double sum, long count) {
    return new MetricPoint(
        metric.getName(),
        metric.getUnit(),
        type,
        attributes,
        sum,
        count,
        Double.NaN,
        Double.NaN,
        List.of(),
        List.of());
  }

  private static Map<String, Object> attributes(List<KeyValue> pairs) {
    Map<String, Object> attributes = new TreeMap<>();
    pairs.forEach(pair -> attributes.put(pair.getKey(), value(pair.getValue())));
    return Collections.unmodifiableMap(attributes);
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(OtlpDecoder::value).toList();
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
      case BYTES_VALUE -> hex(value.getBytesValue());
      default -> "";
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
