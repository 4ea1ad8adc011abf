/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpSinkTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final HttpClient client =
      HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
  private OtlpSink sink;

  @BeforeEach
  void start() throws IOException {
    sink = new OtlpSink();
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void keepsSpansWithAllTheirParts() throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", spans(span("chat")), false);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
    assertThat(ExportTraceServiceResponse.parseFrom(response.body()))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    SpanRecord span = sink.spans().get(0);
    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.spanId()).isEqualTo("0000000000000001");
    assertThat(span.isRoot()).isTrue();
    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.statusDescription()).isEqualTo("boom");
    assertThat(span.durationNanos()).isEqualTo(5);
    assertThat(span.scopeName()).isEqualTo("io.test");
    assertThat(span.resource()).isEqualTo(Map.of("service.name", "s"));
    assertThat(span.attributes())
        .isEqualTo(Map.of("b", true, "d", 1.5, "i", 7L, "l", List.of("x", "y"), "s", "text"));
    assertThat(span.events("first_chunk"))
        .containsExactly(new SpanRecord.SpanEvent("first_chunk", 12, Map.of("bytes", 3L)));
    assertThat(span.links())
        .extracting(SpanRecord.SpanLink::spanId)
        .containsExactly("00000000000000ff");
  }

  @Test
  void readsGzip() throws Exception {
    assertThat(post("/v1/traces", spans(span("zipped")), true).statusCode()).isEqualTo(200);

    assertThat(sink.spans()).extracting(SpanRecord::name).containsExactly("zipped");
  }

  @Test
  void keepsTheLatestPointOfEachSeries() throws Exception {
    post("/v1/metrics", counter("sse", 3, 100), false);
    post("/v1/metrics", counter("sse", 5, 200), false);
    post("/v1/metrics", counter("sse", 4, 150), false);
    post("/v1/metrics", counter("websocket", 1, 100), false);
    post("/v1/metrics", histogram(), false);

    assertThat(sink.metrics())
        .containsExactly(
            new MetricPoint(
                "duration",
                "s",
                "histogram",
                Map.of(),
                6.5,
                3,
                0.5,
                4,
                List.of(1.0, 2.0),
                List.of(1L, 0L, 2L)),
            counterPoint("sse", 5),
            counterPoint("websocket", 1));
    assertThat(sink.awaitMetrics(points -> points.size() == 3, LONG)).hasSize(3);
  }

  @Test
  void keepsLogs() throws Exception {
    ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
    logs.addResourceLogsBuilder()
        .addScopeLogsBuilder()
        .addLogRecordsBuilder()
        .setTimeUnixNano(9)
        .setSeverityText("INFO")
        .setEventName("streamscope.stream.first_chunk")
        .setBody(AnyValue.newBuilder().setStringValue("hello"))
        .setTraceId(bytes(TRACE));
    post("/v1/logs", logs.build(), false);

    assertThat(sink.awaitLogs(logEntries -> !logEntries.isEmpty(), LONG))
        .containsExactly(
            new LogEntry(
                9,
                "INFO",
                "streamscope.stream.first_chunk",
                "hello",
                TRACE,
                "",
                "",
                Map.of(),
                Map.of()));
  }

  @Test
  void waitsForWhatHasNotYetArrived() throws Exception {
    CompletableFuture<List<SpanRecord>> waiting =
        CompletableFuture.supplyAsync(
            () -> sink.awaitTrace(TRACE, spans -> spans.size() == 2, LONG));
    post("/v1/traces", spans(span("one")), false);
    post("/v1/traces", spans(span("two")), false);

    assertThat(waiting.get()).extracting(SpanRecord::name).containsExactly("one", "two");
    assertThat(sink.awaitQuiet(SHORT, LONG)).isTrue();
    assertThat(sink.awaitQuiet(LONG, SHORT)).isFalse();
  }

  @Test
  void showsTheSpansSeenWhenTheTimeIsOver() throws Exception {
    post("/v1/traces", spans(span("the only one")), false);

    assertThatThrownBy(() -> sink.awaitSpans(spans -> spans.size() == 2, SHORT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("within 50 ms. Spans arrived: 1\ntrace " + TRACE)
        .hasMessageContaining("[client] the only one");
    assertThatThrownBy(() -> sink.awaitMetrics(points -> !points.isEmpty(), SHORT))
        .hasMessageContaining("Metric points arrived: 0");
  }

  @Test
  void playsABrokenCollector() throws Exception {
    sink.respondWith(503);
    assertThat(post("/v1/traces", spans(span("lost")), false).statusCode()).isEqualTo(503);
    assertThat(sink.refusedRequests()).isEqualTo(1);

    sink.respondWith(200);
    assertThat(post("/v1/traces", spans(span("kept")), false).statusCode()).isEqualTo(200);
    assertThat(sink.spans()).extracting(SpanRecord::name).containsExactly("kept");
    sink.clear();
    assertThat(sink.spans()).isEmpty();
  }

  @Test
  void refusesWhatIsNotOtlp() throws Exception {
    assertThat(send("/v1/traces", new byte[] {1, 2, 3}, "application/x-protobuf", "").statusCode())
        .isEqualTo(400);
    assertThat(send("/v1/traces", new byte[0], "application/json", "").statusCode()).isEqualTo(415);
    assertThat(send("/v1/other", new byte[0], "application/x-protobuf", "").statusCode())
        .isEqualTo(404);
    assertThat(send("/v1/traces/x", new byte[0], "application/x-protobuf", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void givesTheOptionsOfTheAgent() {
    assertThat(sink.endpoint()).matches("http://127\\.0\\.0\\.1:\\d+");
    assertThat(sink.agentOptions())
        .contains("-Dotel.exporter.otlp.endpoint=" + sink.endpoint())
        .contains("-Dotel.exporter.otlp.protocol=http/protobuf");
  }

  private HttpResponse<byte[]> post(String path, Message message, boolean zipped)
      throws IOException, InterruptedException {
    byte[] body = message.toByteArray();
    if (!zipped) {
      return send(path, body, "application/x-protobuf", "");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return send(path, bytes.toByteArray(), "application/x-protobuf", "gzip");
  }

  private HttpResponse<byte[]> send(String path, byte[] body, String type, String encoding)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sink.endpoint() + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static ExportTraceServiceRequest spans(Span span) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var resourceSpans = request.addResourceSpansBuilder();
    resourceSpans.getResourceBuilder().addAttributes(text("service.name", "s"));
    var scopeSpans = resourceSpans.addScopeSpansBuilder();
    scopeSpans.getScopeBuilder().setName("io.test");
    scopeSpans.addSpans(span);
    return request.build();
  }

  private static Span span(String name) {
    ArrayValue list =
        ArrayValue.newBuilder()
            .addValues(AnyValue.newBuilder().setStringValue("x"))
            .addValues(AnyValue.newBuilder().setStringValue("y"))
            .build();
    return Span.newBuilder()
        .setTraceId(bytes(TRACE))
        .setSpanId(bytes("0000000000000001"))
        .setName(name)
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .setStartTimeUnixNano(10)
        .setEndTimeUnixNano(15)
        .setStatus(
            Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("boom"))
        .addAttributes(text("s", "text"))
        .addAttributes(pair("i", AnyValue.newBuilder().setIntValue(7)))
        .addAttributes(pair("d", AnyValue.newBuilder().setDoubleValue(1.5)))
        .addAttributes(pair("b", AnyValue.newBuilder().setBoolValue(true)))
        .addAttributes(pair("l", AnyValue.newBuilder().setArrayValue(list)))
        .addEvents(
            Span.Event.newBuilder()
                .setName("first_chunk")
                .setTimeUnixNano(12)
                .addAttributes(pair("bytes", AnyValue.newBuilder().setIntValue(3))))
        .addLinks(Span.Link.newBuilder().setSpanId(bytes("00000000000000ff")))
        .build();
  }

  private static ExportMetricsServiceRequest counter(String protocol, long value, long time) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request
        .addResourceMetricsBuilder()
        .addScopeMetricsBuilder()
        .addMetricsBuilder()
        .setName("streams")
        .setUnit("{stream}")
        .getSumBuilder()
        .setIsMonotonic(true)
        .addDataPointsBuilder()
        .setAsInt(value)
        .setTimeUnixNano(time)
        .addAttributes(text("protocol", protocol));
    return request.build();
  }

  private static MetricPoint counterPoint(String protocol, double value) {
    return new MetricPoint(
        "streams",
        "{stream}",
        "counter",
        Map.of("protocol", protocol),
        value,
        0,
        Double.NaN,
        Double.NaN,
        List.of(),
        List.of());
  }

  private static ExportMetricsServiceRequest histogram() {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request
        .addResourceMetricsBuilder()
        .addScopeMetricsBuilder()
        .addMetricsBuilder()
        .setName("duration")
        .setUnit("s")
        .getHistogramBuilder()
        .addDataPointsBuilder()
        .setSum(6.5)
        .setCount(3)
        .setMin(0.5)
        .setMax(4)
        .addAllExplicitBounds(List.of(1.0, 2.0))
        .addAllBucketCounts(List.of(1L, 0L, 2L));
    return request.build();
  }

  private static KeyValue text(String key, String value) {
    return pair(key, AnyValue.newBuilder().setStringValue(value)).build();
  }

  private static KeyValue.Builder pair(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value);
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
