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

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.sink.SpanRecord.SpanEvent;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One server with the streaming application, and questions about what it exported. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerStreamContractRun implements Tested {

  static final String PREFIX = "streamscope.stream.";
  static final double STALL_SECONDS = 0.4;
  private static final double MICROSECOND = 1e-6;

  private final String what;
  private final String versions;
  private final Setup setup;
  OtlpSink sink;
  AppUnderTest app;

  ServerStreamContractRun(String what, String versions, Setup setup) {
    this.what = what;
    this.versions = versions;
    this.setup = setup;
  }

  @Override
  public final Cell tested() {
    return new Cell("server: " + what, versions, setup);
  }

  /** The application on that server, not yet started. */
  protected abstract AppUnderTest.Builder application();

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

  @BeforeAll
  void start() throws IOException {
    sink = new OtlpSink();
    app =
        application()
            .with(setup)
            .exportingTo(sink)
            .options("-Dstreamscope.stream.idle-limit=3s")
            .options("-Dstreamscope.stream.stall-threshold=400ms")
            .start();
    warmUp();
  }

  /** Classes load once, before times are compared. */
  void warmUp() {
    Http.get(app.url() + "/relay?url=" + app.url() + "/sse/async");
    for (String path : List.of("/relay", "/sse/async")) {
      sink.awaitSpans(has(named("sse_stream " + path)), PATIENCE);
      awaitServerSpan(path);
    }
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

  ServletStreamContractResponse get(String pathAndQuery) {
    return ServletStreamContractResponse.of(app.url() + pathAndQuery);
  }

  /** Reads a response and leaves once its stream has been exported. */
  void getUntilExported(String pathAndQuery, String name) {
    Http.leaveWhen(
        "GET",
        app.url() + pathAndQuery,
        "",
        text ->
            text.contains("event 0")
                && has(named(name)).test(sink.awaitSpans(has(named(name)), PATIENCE)));
  }

  SpanRecord awaitServerSpan(String path) {
    Predicate<SpanRecord> server =
        span -> span.kind().equals("SERVER") && path.equals(span.attribute("url.path"));
    return only(sink.awaitSpans(has(server), PATIENCE), server);
  }

  /** The only stream of that name; its SERVER span is over too, so nothing else can follow. */
  SpanRecord stream(String name) {
    SpanRecord span = only(sink.awaitSpans(has(named(name)), PATIENCE), named(name));
    SpanRecord server = serverOf(span);
    assertThat(server.kind()).isEqualTo("SERVER");
    assertThat(server.traceId()).isEqualTo(span.traceId());
    assertThat(server.attribute("http.route")).isEqualTo(span.attribute("http.route"));
    assertThat(streamsOf(server.traceId())).containsExactly(span);
    return span;
  }

  SpanRecord serverOf(SpanRecord span) {
    Predicate<SpanRecord> isParent = other -> other.spanId().equals(span.parentSpanId());
    return only(sink.awaitSpans(has(isParent), PATIENCE), isParent);
  }

  List<SpanRecord> streamsOf(String traceId) {
    return sink.trace(traceId).stream()
        .filter(span -> span.attribute(PREFIX + "protocol") != null)
        .toList();
  }

  /** The stream of a response that was written to its end, with the totals of what was read. */
  SpanRecord completeStream(String path, ServletStreamContractPayload payload) {
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

  void assertTotals(SpanRecord span, ServletStreamContractPayload payload) {
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
    long atNanos = event(span, "first_chunk").timeNanos() - serverOf(span).startNanos();
    assertThat(seconds).isGreaterThanOrEqualTo(atLeastSeconds);
    assertThat(seconds).isCloseTo(atNanos / 1e9, within(0.02));
  }

  /** The parts are the time to the first chunk; the model took a quarter of a second. */
  static void assertFirstChunkExplained(SpanRecord outbound) {
    double before = number(outbound, "streamscope.first_chunk.before_model");
    double model = number(outbound, "streamscope.first_chunk.model");
    double relay = number(outbound, "streamscope.first_chunk.relay");
    assertThat(before + model + relay)
        .isCloseTo(number(outbound, PREFIX + "time_to_first_chunk"), within(MICROSECOND));
    assertThat(model).isBetween(0.25, 1.0);
    assertThat(relay).isBetween(0.0, 0.2);
    assertThat(number(outbound, "streamscope.relay.lag.mean")).isBetween(0.0, 0.1);
  }

  static SpanEvent event(SpanRecord span, String name) {
    assertThat(span.events(name)).as("%s of %s", name, span).hasSize(1);
    return span.events(name).get(0);
  }
}
