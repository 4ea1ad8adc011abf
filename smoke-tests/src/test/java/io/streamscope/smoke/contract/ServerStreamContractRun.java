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
import static org.assertj.core.api.Assertions.within;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.util.ArrayList;
import java.util.List;

/** One server with the streaming application, and questions about what it exported. */
abstract class ServerStreamContractRun extends ServerContract {

  static final double STALL_SECONDS = 0.6;
  private static final double MICROSECOND = 1e-6;

  /** Streams of a relay that asks its own server: written, read, written. */
  private static final int RELAYED = 3;

  ServerStreamContractRun(Cell cell) {
    super(cell);
  }

  /** What the application is asked to find out whether it can tell that we are there. */
  abstract List<ObservedRequest> requests();

  /** Whether the SERVER span of a path ends before the response does. */
  protected boolean outlivesItsRequest(String path) {
    return false;
  }

  /** Whether what a handler throws ends its response. */
  protected boolean tellsFailures() {
    return true;
  }

  /** Whether a write waits for a reader that is slow. */
  protected boolean waitsForReaders() {
    return true;
  }

  /** What the application writes down when a write of an endless stream fails. */
  protected String lastWords(String path) {
    return "write: ";
  }

  @Override
  List<String> observe(AppUnderTest application) {
    List<String> seen = new ArrayList<>();
    requests().forEach(request -> request.observe(application, seen));
    seen.add(ObservedRequest.leave(application, "/sse/endless?gapMs=10", "write"));
    return seen;
  }

  @Override
  void warmUp() {
    relayOnce("/sse/async");
  }

  /** Classes load once, before times are compared; and nothing of it is exported later. */
  final void relayOnce(String path) {
    Http.get(app.url() + "/relay?url=" + app.url() + path);
    SpanRecord relay = awaitServerSpan("/relay");
    sink.awaitSpans(
        spans ->
            spans.stream().anyMatch(isServer(path).and(span -> isIn(relay, span)))
                && streamsOf(relay.traceId()).size() == RELAYED,
        PATIENCE);
  }

  private static boolean isIn(SpanRecord other, SpanRecord span) {
    return span.traceId().equals(other.traceId());
  }

  /** The only stream of that name; its SERVER span is over too, so nothing else can follow. */
  SpanRecord stream(String name) {
    SpanRecord span = only(sink.awaitSpans(has(named(name)), PATIENCE), named(name));
    SpanRecord server = parentOf(span);
    assertThat(server.kind()).isEqualTo("SERVER");
    assertThat(server.traceId()).isEqualTo(span.traceId());
    assertThat(server.attribute("http.route")).isEqualTo(span.attribute("http.route"));
    assertThat(streamsOf(server.traceId())).containsExactly(span);
    return span;
  }

  /** The stream of a response that was written to its end, with the totals of what was read. */
  SpanRecord completeStream(String path, StreamPayload payload) {
    SpanRecord span = stream("sse_stream " + path);
    assertThat(span.kind()).isEqualTo("INTERNAL");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "protocol", "sse")
        .containsEntry(PREFIX + "direction", "outbound")
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry("http.route", path)
        .doesNotContainKeys(PREFIX + "cancel.reason", "error.type");
    assertTotals(span, payload);
    return span;
  }

  void assertTotals(SpanRecord span, StreamPayload payload) {
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", payload.chunks())
        .containsEntry(PREFIX + "bytes", payload.bytes());
    if (payload.comments() == 0) {
      assertThat(span.attributes()).doesNotContainKey(PREFIX + "heartbeat.count");
    } else {
      assertThat(span.attributes()).containsEntry(PREFIX + "heartbeat.count", payload.comments());
    }
  }

  /** The time to the first chunk is at least that, and ends at the event that tells of it. */
  void assertFirstChunk(SpanRecord span, double atLeastSeconds) {
    double seconds = number(span, PREFIX + "time_to_first_chunk");
    long atNanos = event(span, "first_chunk").timeNanos() - parentOf(span).startNanos();
    assertThat(seconds).isGreaterThanOrEqualTo(atLeastSeconds);
    assertThat(seconds).isCloseTo(atNanos / 1e9, within(0.05));
  }

  /** The parts are the time to the first chunk; the model took a quarter of a second. */
  static void assertFirstChunkExplained(SpanRecord outbound) {
    double before = number(outbound, "streamscope.first_chunk.before_model");
    double model = number(outbound, "streamscope.first_chunk.model");
    double relay = number(outbound, "streamscope.first_chunk.relay");
    assertThat(before + model + relay)
        .isCloseTo(number(outbound, PREFIX + "time_to_first_chunk"), within(MICROSECOND));
    assertThat(model).isBetween(0.25, 2.0);
    assertThat(relay).isBetween(0.0, 1.0);
    assertThat(number(outbound, "streamscope.relay.lag.mean")).isBetween(0.0, 0.5);
  }
}
