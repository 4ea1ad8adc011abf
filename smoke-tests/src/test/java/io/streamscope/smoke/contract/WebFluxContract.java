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

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that streams with Spring WebFlux has to show, whatever version and server. */
public abstract class WebFluxContract extends WebFluxContractEndings {

  private static final long MANY = 20_000;

  /** A contract for one class path and one way of running. */
  protected WebFluxContract(Cell cell) {
    super(cell);
  }

  @Test
  void publishedEvents_areOneStreamBelowTheServerSpan() {
    text("/sse/flux?n=5&gapMs=20&firstMs=100");

    SpanRecord span = stream("sse_stream /sse/flux");
    SpanRecord server = parentOf(span);
    assertThat(server.name()).isEqualTo("GET /sse/flux");
    assertThat(span.kind()).isEqualTo("INTERNAL");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "protocol", "sse")
        .containsEntry(PREFIX + "direction", "outbound")
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 5L)
        .containsEntry(PREFIX + "bytes", 35L)
        .containsEntry(PREFIX + "stall.count", 0L)
        .containsEntry("http.route", "/sse/flux")
        .doesNotContainKeys(PREFIX + "cancel.reason", "error.type", PREFIX + "heartbeat.count");
    assertThat(number(span, PREFIX + "time_to_first_chunk")).isBetween(0.1, 2.0);
    assertThat(number(span, PREFIX + "chunk_gap.mean")).isGreaterThanOrEqualTo(0.02 * GAP);
    assertThat(number(span, PREFIX + "busy_time") + number(span, PREFIX + "idle_time"))
        .isCloseTo(span.durationNanos() / 1e9, within(1e-9));
    assertThat(eventNames(span))
        .startsWith("stream_start", "first_chunk")
        .endsWith("stream_complete");
    if (isNetty()) {
      assertThat(number(span, PREFIX + "blocked_time")).isZero();
    }
  }

  @Test
  void headers_startTheStreamAndNotTheSubscription() {
    text("/sse/flux?n=1&firstMs=300");

    SpanRecord span = stream("sse_stream /sse/flux");
    assertThat((span.startNanos() - parentOf(span).startNanos()) / 1e9)
        .isGreaterThanOrEqualTo(0.3 * GAP);
    assertThat(number(span, PREFIX + "time_to_first_chunk")).isGreaterThanOrEqualTo(0.3);
  }

  @Test
  void objectsCommentsAndLines_areCountedAsTheClientSeesThem() {
    String response = text("/sse/events");

    assertThat(response).contains("{\"text\":\"grüße\"}").contains("line 2");
    assertThat(stream("sse_stream /sse/events").attributes())
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "heartbeat.count", 2L)
        .containsEntry(PREFIX + "bytes", 18L + 13L + 9L);
  }

  @Test
  void ndjson_isAStreamOfItsOwnKind() {
    text("/ndjson?n=3");

    assertThat(stream("ndjson_stream /ndjson").attributes())
        .containsEntry(PREFIX + "protocol", "ndjson")
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "bytes", 30L);
  }

  @Test
  void functionalEndpoint_isTheSame() {
    text("/sse/functional");

    assertThat(stream("sse_stream /sse/functional").attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 3L);
  }

  @Test
  void publisherSubscribedByTwoRequests_isTwoStreamsAndTwoSubscriptions() {
    text("/sse/twice");
    text("/sse/twice");

    Predicate<SpanRecord> isIt = named("sse_stream /sse/twice");
    List<SpanRecord> spans =
        sink.awaitSpans(seen -> seen.stream().filter(isIt).count() == 2, PATIENCE);
    assertThat(spans.stream().filter(isIt).map(SpanRecord::traceId).distinct()).hasSize(2);
    assertThat(observed("complete")).filteredOn(line -> line.endsWith("subscribe")).hasSize(2);
  }

  @Test
  void singleJsonDocument_isNoStream() {
    text("/mono-json");

    SpanRecord server =
        only(sink.awaitSpans(has(named("GET /mono-json")), PATIENCE), named("GET /mono-json"));
    assertThat(sink.trace(server.traceId())).containsExactly(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/relay", "/relay-webclient"})
  void relayedStream_saysWhereTheTimeWent(String path) {
    text(path + "?url=" + app.url() + "/sse/flux?n=3%26gapMs=20%26firstMs=200");

    SpanRecord outbound = stream("sse_stream " + path);
    SpanRecord server = parentOf(outbound);
    SpanRecord inbound =
        only(
            sink.awaitSpans(has(named("sse_stream 127.0.0.1")).and(has(named("GET"))), PATIENCE),
            named("sse_stream 127.0.0.1"));
    SpanRecord client = only(sink.spans(), span -> span.kind().equals("CLIENT"));
    assertThat(inbound.parentSpanId()).isEqualTo(server.spanId());
    assertThat(client.parentSpanId()).isEqualTo(inbound.spanId());
    assertThat(inbound.attributes())
        .containsEntry(PREFIX + "direction", "inbound")
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 3L);
    double explained =
        number(outbound, "streamscope.first_chunk.before_model")
            + number(outbound, "streamscope.first_chunk.model")
            + number(outbound, "streamscope.first_chunk.relay");
    assertThat(explained).isCloseTo(number(outbound, PREFIX + "time_to_first_chunk"), within(1e-6));
    assertThat(number(outbound, "streamscope.first_chunk.model")).isBetween(0.2, 2.0);
  }

  @Test
  void manyChunks_haveExactTotalsAndFewSpanEvents() {
    text("/sse/flux?n=" + MANY);

    Predicate<SpanRecord> isIt =
        span -> Long.valueOf(MANY).equals(span.attribute(PREFIX + "chunk.count"));
    SpanRecord span = only(sink.awaitSpans(has(isIt), PATIENCE), isIt);
    long bytes = 0;
    for (int i = 0; i < MANY; i++) {
      bytes += ("event " + i).length();
    }
    assertThat(span.attributes())
        .containsEntry(PREFIX + "bytes", bytes)
        .containsEntry(PREFIX + "outcome", "complete");
    assertThat(span.events()).hasSizeLessThan(128);
  }
}
