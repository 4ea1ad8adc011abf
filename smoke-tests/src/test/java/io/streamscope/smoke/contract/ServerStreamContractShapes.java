/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever way an application writes its events: the same stream, with the totals of the reader.
 */
abstract class ServerStreamContractShapes extends ServerStreamContractRun {

  ServerStreamContractShapes(Cell cell) {
    super(cell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sse/async?n=5",
        "/sse/thread?n=3",
        "/sse/sync?n=4",
        "/sse/writer?n=3",
        "/sse/pieces?n=3",
        "/sse/split?n=3",
        "/sse/rich",
        "/sse/big?n=3&bytes=1000000"
      })
  void eventsWrittenInSomeShape_areCountedAsTheReaderSeesThem(String pathAndQuery) {
    assertCounted(pathAndQuery);
  }

  void assertCounted(String pathAndQuery) {
    RawResponse response = get(pathAndQuery);

    SpanRecord span = completeStream(path(pathAndQuery), StreamPayload.ofEvents(response));
    assertThat(number(span, PREFIX + "chunk.count")).isPositive();
    assertThat(eventNames(span))
        .startsWith("stream_start", "first_chunk")
        .endsWith("stream_complete");
    assertThat(number(span, PREFIX + "busy_time") + number(span, PREFIX + "idle_time"))
        .isCloseTo(span.durationNanos() / 1e9, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "sync", "writer", "pieces", "split"})
  void delayAndGaps_areMeasuredAsInjected(String name) {
    String path = "/sse/" + name;

    RawResponse response = get(path + "?n=4&firstMs=200&gapMs=40");

    SpanRecord span = completeStream(path, StreamPayload.ofEvents(response));
    assertFirstChunk(span, 0.2);
    double mean = number(span, PREFIX + "chunk_gap.mean");
    long emission =
        event(span, "stream_complete").timeNanos() - event(span, "first_chunk").timeNanos();
    assertThat(mean).isBetween(0.04 * GAP, emission / 1e9 / 3);
    assertThat(number(span, PREFIX + "chunk_gap.max")).isBetween(mean, STALL_SECONDS);
    assertThat(span.attributes()).containsEntry(PREFIX + "stall.count", 0L);
    if (outlivesItsRequest(path)) {
      assertThat(parentOf(span).durationNanos()).isLessThan(span.durationNanos());
    } else {
      assertThat(span.durationNanos()).isLessThanOrEqualTo(parentOf(span).durationNanos());
    }
  }

  @Test
  void gapsOverTheThreshold_areStalls() {
    get("/sse/async?n=3&gapMs=700");

    SpanRecord span = stream("sse_stream /sse/async");
    assertThat(span.attributes()).containsEntry(PREFIX + "stall.count", 2L);
    assertThat(span.events("stall")).hasSize(2);
    assertThat(number(span, PREFIX + "chunk_gap.max"))
        .isBetween(0.7 * GAP, span.durationNanos() / 1e9 - 0.7 * GAP);
  }

  @Test
  void streamWithoutEvents_isCompleteAndEmpty() {
    RawResponse response = get("/sse/headers-first?n=0");

    SpanRecord span = completeStream("/sse/headers-first", StreamPayload.ofEvents(response));
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", 0L)
        .doesNotContainKey(PREFIX + "time_to_first_chunk");
    assertThat(eventNames(span)).containsExactly("stream_start", "stream_complete");
  }

  @Test
  void bodyThatAFilterKeepsUntilTheEnd_isOneStreamOfAllEvents() {
    RawResponse response = get("/sse/cached?n=4&gapMs=150");

    SpanRecord span = completeStream("/sse/cached", StreamPayload.ofEvents(response));
    assertThat(number(span, PREFIX + "chunk.count")).isEqualTo(4);
    assertFirstChunk(span, 0.6);
    assertThat(number(span, PREFIX + "chunk_gap.max")).isLessThan(0.15);
  }

  @Test
  void bodyThatAFilterCompresses_isOneStreamOfFlushes() throws IOException {
    RawResponse response = get("/sse/gzip?n=3&gapMs=20");

    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("data: event 0\n\ndata: event 1\n\ndata: event 2\n\n");
    }
    SpanRecord span = stream("sse_stream /sse/gzip");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "bytes", (long) response.body().length);
    // the trailer may leave alone or not
    assertThat(number(span, PREFIX + "chunk.count")).isBetween(3.0, 4.0);
    assertThat(number(span, PREFIX + "chunk_gap.max")).isGreaterThanOrEqualTo(0.02 * GAP);
  }

  @ParameterizedTest
  @CsvSource({"/ndjson,3", "/stream-json,2", "/jsonl,4"})
  void linesOfJson_areAStreamOfLines(String path, long lines) {
    RawResponse response = get(path + "?gapMs=20&n=" + lines);

    SpanRecord span = stream("ndjson_stream " + path);
    assertThat(span.attributes())
        .containsEntry(PREFIX + "protocol", "ndjson")
        .containsEntry(PREFIX + "direction", "outbound")
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", lines)
        .containsEntry("http.route", path);
    assertTotals(span, StreamPayload.ofLines(response));
    assertThat(number(span, PREFIX + "chunk_gap.mean")).isBetween(0.02 * GAP, STALL_SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/json", "/text"})
  void otherContent_isNoStream(String path) {
    get(path + "?n=3");

    SpanRecord server = awaitServerSpan(path);
    get("/sse/sync?n=1");
    stream("sse_stream /sse/sync"); // exported in order: ours would have come before
    assertThat(streamsOf(server.traceId())).isEmpty();
  }

  private static String path(String pathAndQuery) {
    return pathAndQuery.replaceFirst("\\?.*", "");
  }
}
