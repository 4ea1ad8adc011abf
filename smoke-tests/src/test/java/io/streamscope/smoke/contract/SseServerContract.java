/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a server that streams with Spring MVC has to show, whatever version and agent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SseServerContract implements Tested {

  private static final String PREFIX = "streamscope.stream.";

  private final String classPath;
  private final Setup setup;
  private OtlpSink sink;
  private AppUnderTest app;

  /** A contract for one class path and one way of running. */
  protected SseServerContract(String classPath, Setup setup) {
    this.classPath = classPath;
    this.setup = setup;
  }

  @Override
  public final Cell tested() {
    return new Cell("server: Spring MVC emitters", classPath, setup);
  }

  @BeforeAll
  void start() throws IOException {
    sink = new OtlpSink();
    app =
        AppUnderTest.of(
                "io.streamscope.mvc.MvcStreams",
                AppUnderTest.classesOf("mvc-streams"),
                AppUnderTest.classPathOf("classpaths/" + classPath))
            .with(setup)
            .exportingTo(sink)
            .options("-Dstreamscope.stream.idle-limit=3s")
            .options("-Dstreamscope.stream.stall-threshold=150ms")
            .start();
    Http.get(app.url() + "/sse/pool?n=1"); // classes load once, before times are compared
    sink.awaitSpans(has(named("sse_stream /sse/pool")), PATIENCE);
  }

  @AfterAll
  void stop() {
    if (app != null) {
      app.close();
    }
    if (sink != null) {
      sink.close();
    }
  }

  @BeforeEach
  void forget() {
    sink.clear();
  }

  private SpanRecord stream(String path) {
    String name = "sse_stream " + path;
    return only(sink.awaitSpans(has(named(name)), PATIENCE), named(name));
  }

  private SpanRecord parentOf(SpanRecord span) {
    return only(
        sink.awaitSpans(has(other -> other.spanId().equals(span.parentSpanId())), PATIENCE),
        other -> other.spanId().equals(span.parentSpanId()));
  }

  @Test
  void emissionFromPool_isOneStreamBelowTheServerSpan() {
    Http.get(app.url() + "/sse/pool?n=5&gapMs=20");

    SpanRecord span = stream("/sse/pool");
    SpanRecord server = parentOf(span);
    assertThat(server.kind()).isEqualTo("SERVER");
    assertThat(server.name()).isEqualTo("GET /sse/pool");
    assertThat(span.kind()).isEqualTo("INTERNAL");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "protocol", "sse")
        .containsEntry(PREFIX + "direction", "outbound")
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 5L)
        .containsEntry(PREFIX + "bytes", 35L)
        .containsEntry(PREFIX + "stall.count", 0L)
        .containsEntry("http.route", "/sse/pool")
        .containsKeys(PREFIX + "chunk_gap.max", PREFIX + "chunk_gap.mean", PREFIX + "blocked_time")
        .doesNotContainKeys(PREFIX + "cancel.reason", "error.type", PREFIX + "heartbeat.count");
    assertThat(number(span, PREFIX + "chunk_gap.mean")).isGreaterThanOrEqualTo(0.020);
    assertThat(number(span, PREFIX + "busy_time") + number(span, PREFIX + "idle_time"))
        .isCloseTo(span.durationNanos() / 1e9, within(0.005));
    assertThat(number(span, PREFIX + "time_to_first_chunk"))
        .isLessThan(server.durationNanos() / 1e9);
    assertThat(eventNames(span))
        .startsWith("stream_start", "first_chunk")
        .endsWith("stream_complete");
  }

  @Test
  void emissionFromThreadWithoutContext_isTheSame() {
    Http.get(app.url() + "/sse/thread?n=3");

    SpanRecord span = stream("/sse/thread");
    assertThat(parentOf(span).kind()).isEqualTo("SERVER");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 3L);
  }

  @Test
  void emissionFromSeveralThreadsAtOnce_isCountedOnce() {
    Http.get(app.url() + "/sse/threads?threads=4&n=500");

    assertThat(stream("/sse/threads").attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 2_000L)
        .containsEntry(PREFIX + "bytes", 2_000L * "event of a thread".length());
  }

  @Test
  void emissionBeforeTheControllerReturns_isCountedWhenWritten() {
    Http.get(app.url() + "/sse/early?n=4");

    assertThat(stream("/sse/early").attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 4L)
        .containsEntry(PREFIX + "bytes", 28L);
  }

  @Test
  void objectsCommentsAndLines_areCountedAsTheClientSeesThem() {
    String response = Http.get(app.url() + "/sse/rich");

    assertThat(response).contains("{\"text\":\"grüße\"}").contains("line 2");
    assertThat(stream("/sse/rich").attributes())
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "heartbeat.count", 2L)
        .containsEntry(PREFIX + "bytes", 18L + 13L + 9L);
  }

  @Test
  void completeWithError_isAnErrorRecordedOnce() {
    Http.get(app.url() + "/sse/error");

    SpanRecord span = stream("/sse/error");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .containsEntry(PREFIX + "chunk.count", 2L);
    assertThat(span.events("exception")).hasSize(1);
    assertThat(eventNames(span)).endsWith("stream_error");
  }

  @Test
  void readerThatPauses_blocksTheSends() throws IOException {
    ServletStreamContractResponse response =
        ServletStreamContractResponse.withPause(app.url() + "/sse/slow-reader", 500);

    SpanRecord span = stream("/sse/slow-reader");
    assertThat(response.body()).hasSizeGreaterThan(24_000_000);
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 80L);
    assertThat(number(span, PREFIX + "blocked_time"))
        .isBetween(0.2, number(span, PREFIX + "busy_time"));
  }

  @Test
  void emitterDeadline_isATimeout() {
    Http.get(app.url() + "/sse/timeout?ms=300");

    SpanRecord span = stream("/sse/timeout");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "timeout")
        .containsEntry(PREFIX + "cancel.reason", "timeout")
        .containsEntry(PREFIX + "chunk.count", 1L);
  }

  @Test
  void readerThatLeaves_isADisconnect() {
    Http.leaveWhen(
        "GET", app.url() + "/sse/endless?gapMs=10", "", seen -> seen.contains("event 3"));

    SpanRecord span = stream("/sse/endless");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .containsEntry(PREFIX + "cancel.reason", "client_disconnect");
    assertThat(number(span, PREFIX + "chunk.count")).isGreaterThanOrEqualTo(3);
    assertThat(eventNames(span)).endsWith("stream_cancel");
  }

  @Test
  void emitterThatNobodyCompletes_isAbandoned() {
    Http.leaveWhen(
        "GET",
        app.url() + "/sse/never",
        "",
        seen ->
            has(named("sse_stream /sse/never"))
                .test(sink.awaitSpans(has(named("sse_stream /sse/never")), PATIENCE)));

    assertThat(stream("/sse/never").attributes())
        .containsEntry(PREFIX + "outcome", "abandoned")
        .containsEntry(PREFIX + "cancel.reason", "idle");
  }

  @Test
  void gapsOverTheThreshold_areStalls() {
    Http.get(app.url() + "/sse/pool?n=3&gapMs=200");

    SpanRecord span = stream("/sse/pool");
    assertThat(span.attributes()).containsEntry(PREFIX + "stall.count", 2L);
    assertThat(span.events("stall")).hasSize(2);
    assertThat(number(span, PREFIX + "chunk_gap.max")).isGreaterThanOrEqualTo(0.2);
  }

  @Test
  void ndjsonAndPlainText_areStreamsOfTheirOwnKind() {
    Http.get(app.url() + "/ndjson?n=3");
    Http.get(app.url() + "/text?n=2");

    List<SpanRecord> spans =
        sink.awaitSpans(
            seen ->
                has(named("ndjson_stream /ndjson")).test(seen)
                    && has(named("chunked_stream /text")).test(seen),
            PATIENCE);
    assertThat(only(spans, named("ndjson_stream /ndjson")).attributes())
        .containsEntry(PREFIX + "protocol", "ndjson")
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "bytes", 30L);
    assertThat(only(spans, named("chunked_stream /text")).attributes())
        .containsEntry(PREFIX + "protocol", "chunked")
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 10L);
  }

  @Test
  void manyChunks_haveExactTotalsAndBoundedEvents() {
    Http.get(app.url() + "/sse/pool?n=10");
    long before = heap();

    String response = Http.get(app.url() + "/sse/pool?n=" + manyChunks());

    Predicate<SpanRecord> isIt =
        span -> Long.valueOf(manyChunks()).equals(span.attribute(PREFIX + "chunk.count"));
    SpanRecord span = only(sink.awaitSpans(has(isIt), PATIENCE), isIt);
    assertThat(response).contains("event " + (manyChunks() - 1));
    long bytes = 0;
    for (int i = 0; i < manyChunks(); i++) {
      bytes += ("event " + i).length();
    }
    assertThat(span.attributes()).containsEntry(PREFIX + "bytes", bytes);
    assertThat(span.events()).hasSizeLessThan(128);
    assertThat(span.events("delta").size()).isBetween(5, 32);
    assertThat(eventNames(span)).endsWith("stream_complete");
    assertThat(heap() - before).isLessThan(16 * 1024 * 1024);
  }

  /** How many are many; one of the classes takes a million. */
  protected long manyChunks() {
    return 20_000;
  }

  private long heap() {
    return Long.parseLong(Http.body(Http.get(app.url() + "/heap")).trim());
  }

  @Test
  void metrics_countWhatTheSpansSay() {
    Http.get(app.url() + "/sse/error");

    List<MetricPoint> points =
        sink.awaitMetrics(
            seen ->
                seen.stream()
                    .anyMatch(
                        point ->
                            point.name().equals("streamscope.stream.duration")
                                && "error".equals(point.attributes().get(PREFIX + "outcome"))),
            PATIENCE);
    assertThat(points)
        .extracting(MetricPoint::name)
        .contains(
            "streamscope.stream.duration",
            "streamscope.stream.time_to_first_chunk",
            "streamscope.stream.chunks",
            "streamscope.stream.bytes",
            "streamscope.stream.active");
  }
}
