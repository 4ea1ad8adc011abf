/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Receives OTLP over HTTP (protobuf) on a free port of 127.0.0.1 and keeps all of it in memory.
 *
 * <p>Every method may be called from any thread. The {@code await…} methods return as soon as their
 * condition holds and throw an {@link AssertionError} that shows what did arrive if it never does.
 */
public final class OtlpSink implements AutoCloseable {
  private static final int OK = 200;

  private final TelemetryStore store = new TelemetryStore();
  private final AtomicInteger status = new AtomicInteger(OK);
  private final AtomicInteger refused = new AtomicInteger();
  private final ExecutorService workers;
  private final HttpServer server;

  /**
   * Starts to listen.
   *
   * @throws IOException if the loopback interface refuses it
   */
  public OtlpSink() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "otlp-sink");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(workers);
    receive("/v1/traces", this::receiveTraces);
    receive("/v1/metrics", this::receiveMetrics);
    receive("/v1/logs", this::receiveLogs);
    server.start();
  }

  /** The base address, without a slash at its end: the value of otel.exporter.otlp.endpoint. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * JVM options that make an OpenTelemetry agent send all signals here, and soon. An option that
   * follows them on the command line overrides the one here.
   */
  public List<String> agentOptions() {
    return List.of(
        "-Dotel.exporter.otlp.endpoint=" + endpoint(),
        "-Dotel.exporter.otlp.protocol=http/protobuf",
        "-Dotel.traces.exporter=otlp",
        "-Dotel.metrics.exporter=otlp",
        "-Dotel.logs.exporter=otlp",
        "-Dotel.bsp.schedule.delay=100",
        "-Dotel.blrp.schedule.delay=100",
        "-Dotel.metric.export.interval=500");
  }

  /** All spans so far, in the order of their arrival. */
  public List<SpanRecord> spans() {
    return store.spans();
  }

  /** The spans of one trace so far, in the order of their arrival. */
  public List<SpanRecord> trace(String traceId) {
    return store.spans().stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** The latest value of each metric and set of attributes, sorted by both. */
  public List<MetricPoint> metrics() {
    return store.points();
  }

  /** All log records so far, in the order of their arrival. */
  public List<LogEntry> logs() {
    return store.logs();
  }

  /** When the application collected the newest of them. */
  public Instant metricsCollected() {
    return Instant.EPOCH.plusNanos(store.newestPointNanos());
  }

  /** Forgets everything. Cumulative metrics come back with the next export. */
  public void clear() {
    store.clear();
  }

  /** Waits until the condition holds for all spans and returns those. */
  public List<SpanRecord> awaitSpans(Predicate<List<SpanRecord>> condition, Duration atMost) {
    return store.await(this::spans, condition, atMost, OtlpSink::describeSpans);
  }

  /** Waits until the condition holds for the spans of one trace and returns those. */
  public List<SpanRecord> awaitTrace(
      String traceId, Predicate<List<SpanRecord>> condition, Duration atMost) {
    return store.await(
        () -> trace(traceId),
        condition,
        atMost,
        ofTrace -> "Waited for trace " + traceId + ". " + describeSpans(spans()));
  }

  /** Waits until the condition holds for all metrics and returns those. */
  public List<MetricPoint> awaitMetrics(Predicate<List<MetricPoint>> condition, Duration atMost) {
    return store.await(
        this::metrics, condition, atMost, metrics -> lines("Metric points", metrics));
  }

  /** Waits until the condition holds for all log records and returns those. */
  public List<LogEntry> awaitLogs(Predicate<List<LogEntry>> condition, Duration atMost) {
    return store.await(this::logs, condition, atMost, logs -> lines("Log records", logs));
  }

  /**
   * Waits until no span has arrived for as long as {@code quiet}.
   *
   * @return false if spans were still arriving at the end of {@code atMost}
   */
  public boolean awaitQuiet(Duration quiet, Duration atMost) {
    return store.awaitQuiet(quiet, atMost);
  }

  /**
   * Plays a broken collector: from now on every request is answered with this status and its
   * content is dropped. 200 ends the play.
   */
  public void respondWith(int newStatus) {
    status.set(newStatus);
  }

  /** How many requests were dropped because of {@link #respondWith}. */
  public int refusedRequests() {
    return refused.get();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private static String describeSpans(List<SpanRecord> spans) {
    return "Spans arrived: " + spans.size() + "\n" + TraceTree.render(spans, false);
  }

  private static String lines(String what, List<?> values) {
    StringBuilder text = new StringBuilder(what).append(" arrived: ").append(values.size());
    text.append('\n');
    values.forEach(value -> text.append("  ").append(value).append('\n'));
    return text.toString();
  }

  /** Stores the content of one request and gives the content of its response. */
  @FunctionalInterface
  private interface Receiver {
    byte[] receive(byte[] body) throws InvalidProtocolBufferException;
  }

  private byte[] receiveTraces(byte[] body) throws InvalidProtocolBufferException {
    store.addSpans(OtlpDecoder.spans(ExportTraceServiceRequest.parseFrom(body)));
    return ExportTraceServiceResponse.getDefaultInstance().toByteArray();
  }

  private byte[] receiveMetrics(byte[] body) throws InvalidProtocolBufferException {
    store.addPoints(OtlpDecoder.points(ExportMetricsServiceRequest.parseFrom(body)));
    return ExportMetricsServiceResponse.getDefaultInstance().toByteArray();
  }

  private byte[] receiveLogs(byte[] body) throws InvalidProtocolBufferException {
    store.addLogs(OtlpDecoder.logs(ExportLogsServiceRequest.parseFrom(body)));
    return ExportLogsServiceResponse.getDefaultInstance().toByteArray();
  }

  private void receive(String path, Receiver receiver) {
    server.createContext(path, exchange -> answer(exchange, path, receiver));
  }

  private void answer(HttpExchange exchange, String path, Receiver receiver) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int refusal = refusal(exchange, path);
      if (refusal != OK) {
        exchange.sendResponseHeaders(refusal, -1);
        return;
      }
      byte[] response;
      try {
        response = receiver.receive(unzipped(exchange, body));
      } catch (IOException malformed) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(OK, response.length == 0 ? -1 : response.length);
      if (response.length > 0) {
        exchange.getResponseBody().write(response);
      }
    }
  }

  private int refusal(HttpExchange exchange, String path) {
    int broken = status.get();
    if (broken != OK) {
      refused.incrementAndGet();
      return broken;
    }
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return 404;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type != null && type.startsWith("application/x-protobuf") ? OK : 415;
  }

  private static byte[] unzipped(HttpExchange exchange, byte[] body) throws IOException {
    if (!"gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return body;
    }
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return unzipped.readAllBytes();
    }
  }
}
