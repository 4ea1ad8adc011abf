/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Micronaut has to show: its controllers answer with publishers, and have no routes. */
@Tested("server: Micronaut")
public abstract class MicronautContract extends ServerStreamContractRun {

  private static final String SSE = "sse_stream";

  private static final List<ObservedRequest> REQUESTS =
      List.of(
          new ObservedRequest("/sse?n=5&gapMs=5", "onComplete"),
          new ObservedRequest("/sse?n=0", "onComplete"),
          new ObservedRequest("/sse/rich", "onComplete"),
          new ObservedRequest("/sse/error?n=2", "onError"),
          new ObservedRequest("/ndjson?n=3", "onComplete"),
          new ObservedRequest("/json", ""),
          new ObservedRequest("/text?n=3", "onComplete"));

  /** A contract for one way of running. */
  protected MicronautContract(Cell cell) {
    super(cell);
  }

  @Override
  final List<ObservedRequest> requests() {
    return REQUESTS;
  }

  @Override
  boolean tellsItsHeap() {
    return false;
  }

  @Override
  protected AppUnderTest.Builder application() {
    return AppUnderTest.of(
        "io.streamscope.micronaut.MicronautStreams",
        AppUnderTest.classesOf("micronaut-streams"),
        AppUnderTest.libraries(cell().classPath()));
  }

  @Override
  void warmUp() {
    relayOnce("/sse");
  }

  @Test
  void publisherToItsEnd_isACompleteStream() {
    RawResponse response = get("/sse?n=3&firstMs=300&gapMs=20");

    SpanRecord span = complete(response);
    assertFirstChunk(span, 0.3);
    assertThat(number(span, PREFIX + "chunk_gap.max")).isBetween(0.02 * GAP, STALL_SECONDS);
    assertThat(awaitServerSpan("/sse").spanId()).isEqualTo(span.parentSpanId());
  }

  @Test
  void eventsOfEveryKind_areCountedAsTheyAreRead() {
    RawResponse response = get("/sse/rich");

    assertThat(response.text()).contains(": first", "event: greeting", "retry: 3000");
    complete(response);
  }

  private SpanRecord complete(RawResponse response) {
    SpanRecord span = stream(SSE);
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "protocol", "sse")
        .containsEntry(PREFIX + "direction", "outbound")
        .containsEntry(PREFIX + "outcome", "complete")
        .doesNotContainKeys("http.route", "error.type");
    assertTotals(span, StreamPayload.ofEvents(response));
    return span;
  }

  @Test
  void lines_areAnNdjsonStream() {
    get("/ndjson?n=3");

    assertThat(stream("ndjson_stream").attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "bytes", 30L);
  }

  @Test
  void publisherThatFails_isAnError() {
    get("/sse/error?n=2");

    SpanRecord span = stream(SSE);
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry(PREFIX + "chunk.count", 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sse/endless?gapMs=10", "/sse/never"})
  void readerThatLeaves_isADisconnect(String path) {
    Http.leaveWhen("GET", app.url() + path, "", seen -> seen.contains("event 0"));

    SpanRecord span = stream(SSE);
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .doesNotContainKey("error.type");
    assertThat(app.observed("write: cancelled")).contains("write: cancelled");
  }

  @Test
  void streamThatIsForgotten_isAbandoned() {
    getUntilExported("/sse/never", SSE);

    assertThat(stream(SSE).attributes())
        .containsEntry(PREFIX + "outcome", "abandoned")
        .containsEntry(PREFIX + "cancel.reason", "idle")
        .containsEntry(PREFIX + "chunk.count", 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/json", "/text?n=3"})
  void otherResponses_areNoStreams(String path) {
    get(path);
    get("/ndjson?n=1");

    SpanRecord stream = stream("ndjson_stream"); // exported in order: ours would have come before
    assertThat(sink.spans())
        .filteredOn(span -> span.attribute(PREFIX + "protocol") != null)
        .containsExactly(stream);
  }

  @Test
  void streamReadAndWrittenOn_isOneTraceThatSaysWhereTheTimeWent() throws IOException {
    try (PacedUpstream upstream = new PacedUpstream(250, 5, 40)) {
      RawResponse response = get("/relay?url=" + upstream.url());

      SpanRecord server = awaitServerSpan("/relay");
      List<SpanRecord> spans =
          sink.awaitSpans(
              has(named(SSE)).and(has(named("sse_stream 127.0.0.1"))).and(has(named("GET"))),
              PATIENCE);
      SpanRecord outbound = only(spans, named(SSE));
      SpanRecord inbound = only(spans, named("sse_stream 127.0.0.1"));
      assertThat(outbound.parentSpanId()).isEqualTo(server.spanId());
      assertThat(inbound.parentSpanId()).isEqualTo(server.spanId());
      assertThat(inbound.attributes())
          .containsEntry(PREFIX + "outcome", "complete")
          .containsEntry(PREFIX + "chunk.count", 5L);
      assertTotals(outbound, StreamPayload.ofEvents(response));
      assertFirstChunkExplained(outbound);
    }
  }
}
