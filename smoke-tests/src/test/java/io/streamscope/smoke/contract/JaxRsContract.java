/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.ServerStreamContractRun.assertFirstChunkExplained;
import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server that streams with JAX-RS has to show, whatever implementation and container. */
public abstract class JaxRsContract extends JaxRsContractEndings {

  /** A contract for one container, its class path and one way of running. */
  protected JaxRsContract(Cell cell) {
    super(cell);
  }

  @Test
  void eventsFromAPoolThread_areOneStreamBelowTheServerSpan() {
    RawResponse response = get("/sse/sink?n=5");

    SpanRecord span = stream("sse", "/sse/sink");
    assertComplete(span, StreamPayload.ofEvents(response));
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", 5L)
        .containsEntry(PREFIX + "bytes", 35L)
        .containsEntry(PREFIX + "stall.count", 0L);
    assertThat(eventNames(span))
        .startsWith("stream_start", "first_chunk")
        .endsWith("stream_complete");
    assertThat(streamsOf(span.traceId())).containsExactly(span);
  }

  @Test
  void sinkClosedWithoutAnEvent_isCompleteAndEmpty() {
    get("/sse/sink?n=0&firstMs=50"); // closed sooner, RESTEasy may answer 204 instead

    SpanRecord span = stream("sse", "/sse/sink");
    assertComplete(span, new StreamPayload(0, 0, 0));
    assertThat(span.attributes()).doesNotContainKey(PREFIX + "time_to_first_chunk");
    assertThat(eventNames(span)).containsExactly("stream_start", "stream_complete");
  }

  @Test
  void everythingAnEventCanHave_isCountedAsTheReaderSeesIt() {
    RawResponse response = get("/sse/rich");

    SpanRecord span = stream("sse", "/sse/rich");
    assertComplete(span, StreamPayload.ofEvents(response));
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "heartbeat.count", 3L);
  }

  @Test
  void broadcastEvents_areOneStreamAReader() {
    CompletableFuture<RawResponse> other =
        CompletableFuture.supplyAsync(() -> get("/sse/broadcast?n=3&gapMs=20"));
    RawResponse response = get("/sse/broadcast?n=3&gapMs=20");

    assertThat(other.join().text()).isEqualTo(response.text());
    String path = "/sse/broadcast";
    List<SpanRecord> servers =
        sink
            .awaitSpans(spans -> spans.stream().filter(isServer(path)).count() == 2, PATIENCE)
            .stream()
            .filter(isServer(path))
            .toList();
    for (SpanRecord server : servers) {
      SpanRecord span = streamBelow(server, "sse", path);
      assertComplete(span, StreamPayload.ofEvents(response));
      assertThat(span.attributes())
          .containsEntry(PREFIX + "chunk.count", 3L)
          .containsEntry(PREFIX + "bytes", 21L);
    }
    assertThat(servers.get(0).traceId()).isNotEqualTo(servers.get(1).traceId());
  }

  @Test
  void linesOfJson_areAStreamOfLines() {
    RawResponse response = get("/ndjson?n=3");

    SpanRecord span = stream("ndjson", "/ndjson");
    assertComplete(span, StreamPayload.ofLines(response));
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "bytes", 30L);
  }

  @ParameterizedTest
  @CsvSource({"sse,/sse/sink", "ndjson,/ndjson"})
  void delayAndGaps_areMeasuredAsInjected(String protocol, String path) {
    get(path + "?n=4&firstMs=200&gapMs=40");

    SpanRecord span = stream(protocol, path);
    SpanRecord server = awaitServerSpan(path);
    double first = number(span, PREFIX + "time_to_first_chunk");
    long firstNanos = event(span, "first_chunk").timeNanos();
    assertThat(first)
        .isGreaterThanOrEqualTo(0.2)
        .isCloseTo((firstNanos - server.startNanos()) / 1e9, within(0.05));
    double mean = number(span, PREFIX + "chunk_gap.mean");
    long emission = event(span, "stream_complete").timeNanos() - firstNanos;
    assertThat(mean).isBetween(0.04 * GAP, emission / 1e9 / 3);
    assertThat(number(span, PREFIX + "chunk_gap.max")).isGreaterThanOrEqualTo(mean);
    assertThat(number(span, PREFIX + "busy_time") + number(span, PREFIX + "idle_time"))
        .isCloseTo(span.durationNanos() / 1e9, within(1e-9));
  }

  @Test
  void otherContent_isNoStream() {
    get("/json");

    SpanRecord server = awaitServerSpan("/json");
    get("/sse/sink?n=1");
    stream("sse", "/sse/sink"); // exported in order: ours would have come before
    assertThat(streamsOf(server.traceId())).isEmpty();
  }

  @Test
  void streamReadAndSentOn_isOneTraceThatSaysWhereTheTimeWent() throws IOException {
    try (PacedUpstream upstream = new PacedUpstream(250, 5, 40)) {
      RawResponse response =
          get("/relay?url=" + URLEncoder.encode(upstream.url(), StandardCharsets.UTF_8));

      SpanRecord outbound = stream("sse", "/relay");
      List<SpanRecord> spans =
          sink.awaitSpans(has(named("sse_stream 127.0.0.1")).and(has(named("GET"))), PATIENCE);
      SpanRecord inbound = only(spans, named("sse_stream 127.0.0.1"));
      SpanRecord client = only(spans, named("GET"));
      assertComplete(outbound, StreamPayload.ofEvents(response));
      assertThat(outbound.attributes())
          .containsEntry(PREFIX + "chunk.count", 5L)
          .containsEntry(PREFIX + "bytes", 30L);
      assertThat(inbound.parentSpanId()).isEqualTo(outbound.parentSpanId());
      assertThat(client.parentSpanId()).isEqualTo(inbound.spanId());
      assertThat(client.kind()).isEqualTo("CLIENT");
      assertThat(inbound.attributes())
          .containsEntry(PREFIX + "direction", "inbound")
          .containsEntry(PREFIX + "outcome", "complete")
          .containsEntry(PREFIX + "chunk.count", 5L)
          .containsEntry(PREFIX + "bytes", 30L);
      assertThat(streamsOf(outbound.traceId())).containsExactlyInAnyOrder(inbound, outbound);
      assertFirstChunkExplained(outbound);
    }
  }
}
