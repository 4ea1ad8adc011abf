/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a server that streams has to show, whatever wrote the response, whatever agent. */
public abstract class ServerStreamContract extends ServerStreamContractEndings {

  private static final long MANY = 20_000;
  private static final String SETUP = "streamscope.http.server.setup.duration";

  /** A contract for one server, its versions and one way of running. */
  protected ServerStreamContract(Cell cell) {
    super(cell);
  }

  @Test
  void headersLongBeforeTheFirstEvent_areNoPartOfItsTime() {
    get("/sse/headers-first?n=2&firstMs=300");

    SpanRecord span = stream("sse_stream /sse/headers-first");
    assertFirstChunk(span, 0.3);
    MetricPoint setup = setupDuration("sse", "/sse/headers-first");
    assertThat(setup.unit()).isEqualTo("s");
    assertThat(setup.type()).isEqualTo("histogram");
    assertThat(setup.min()).isBetween(0.0, 0.28);
  }

  @Test
  void headersWithTheFirstEvent_takeTheTimeUntilThen() {
    get("/jsonl?n=1&firstMs=300");

    stream("ndjson_stream /jsonl");
    sink.awaitMetrics(
        points ->
            points.stream()
                .anyMatch(
                    point ->
                        point.name().equals(SETUP)
                            && "/jsonl".equals(point.attributes().get("http.route"))
                            && point.max() >= 0.3),
        PATIENCE);
    assertThat(setupDuration("ndjson", "/jsonl").max()).isBetween(0.3, 2.0);
  }

  @Test
  void setupDuration_isRecordedOnceForEveryStreamedRequest() {
    get("/sse/split?n=1");
    stream("sse_stream /sse/split");
    awaitSetupDurations("/sse/split", 1);
    sink.clear(); // that export may have been on its way since before the request
    awaitSetupDurations("/sse/split", 1);
    sink.clear();
    long before = awaitSetupDurations("/sse/split", 1);

    get("/json");
    get("/sse/split?n=2");
    get("/sse/split?n=2");

    assertThat(awaitSetupDurations("/sse/split", before + 2)).isEqualTo(before + 2);
    assertThat(sink.metrics())
        .filteredOn(point -> point.name().equals(SETUP))
        .noneMatch(point -> "/json".equals(point.attributes().get("http.route")));
  }

  @Test
  void streamReadAndWrittenOn_isOneTraceThatSaysWhereTheTimeWent() throws IOException {
    try (PacedUpstream upstream = new PacedUpstream(250, 5, 40)) {
      RawResponse response =
          get("/relay?url=" + URLEncoder.encode(upstream.url(), StandardCharsets.UTF_8));

      assertThat(response.text()).isEqualTo(upstream.body());
      SpanRecord server = awaitServerSpan("/relay");
      List<SpanRecord> spans =
          sink.awaitSpans(
              has(named("sse_stream /relay"))
                  .and(has(named("sse_stream 127.0.0.1")))
                  .and(has(named("GET"))),
              PATIENCE);
      SpanRecord outbound = only(spans, named("sse_stream /relay"));
      SpanRecord inbound = only(spans, named("sse_stream 127.0.0.1"));
      SpanRecord client = only(spans, named("GET"));
      assertThat(outbound.parentSpanId()).isEqualTo(server.spanId());
      assertThat(inbound.parentSpanId()).isEqualTo(server.spanId());
      assertThat(client.parentSpanId()).isEqualTo(inbound.spanId());
      assertThat(client.kind()).isEqualTo("CLIENT");
      assertThat(inbound.attributes())
          .containsEntry(PREFIX + "direction", "inbound")
          .containsEntry(PREFIX + "outcome", "complete")
          .containsEntry(PREFIX + "chunk.count", 5L);
      assertThat(outbound.attributes())
          .containsEntry(PREFIX + "direction", "outbound")
          .containsEntry(PREFIX + "outcome", "complete");
      assertTotals(outbound, StreamPayload.ofEvents(response));
      assertFirstChunkExplained(outbound);
    }
  }

  @Test
  void manyEvents_haveExactTotalsAndFewSpanEvents() {
    RawResponse response = get("/sse/async?n=" + MANY);

    Predicate<SpanRecord> isIt =
        span -> Long.valueOf(MANY).equals(span.attribute(PREFIX + "chunk.count"));
    SpanRecord span = only(sink.awaitSpans(has(isIt), PATIENCE), isIt);
    assertTotals(span, StreamPayload.ofEvents(response));
    assertThat(span.events()).hasSizeLessThan(128);
    assertThat(span.events("stream_complete")).hasSize(1);
  }

  MetricPoint setupDuration(String protocol, String route) {
    Map<String, Object> attributes = Map.of(PREFIX + "protocol", protocol, "http.route", route);
    Predicate<MetricPoint> isIt =
        point -> point.name().equals(SETUP) && point.attributes().equals(attributes);
    return sink.awaitMetrics(points -> points.stream().anyMatch(isIt), PATIENCE).stream()
        .filter(isIt)
        .findFirst()
        .orElseThrow();
  }

  private long awaitSetupDurations(String route, long atLeast) {
    Predicate<MetricPoint> isIt =
        point -> point.name().equals(SETUP) && route.equals(point.attributes().get("http.route"));
    return sink
        .awaitMetrics(
            points -> points.stream().filter(isIt).mapToLong(MetricPoint::count).sum() >= atLeast,
            PATIENCE)
        .stream()
        .filter(isIt)
        .mapToLong(MetricPoint::count)
        .sum();
  }
}
