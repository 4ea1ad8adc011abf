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
import io.streamscope.source.Ending;
import io.streamscope.source.ServedRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks all that can be said of the span of a stream that the application reads. */
final class HttpClientContractSpan {

  static final Set<String> CANCEL = Set.of("streamscope.stream.cancel.reason");
  static final Set<String> ERROR = Set.of("error.type");
  static final Set<String> HEARTBEATS = Set.of("streamscope.stream.heartbeat.count");
  static final Set<String> RESUMED = Set.of("streamscope.sse.last_event_id.present");

  private static final String PREFIX = "streamscope.stream.";
  private static final Set<String> ALWAYS =
      Set.of(
          "server.address",
          "server.port",
          PREFIX + "protocol",
          PREFIX + "direction",
          PREFIX + "outcome",
          PREFIX + "chunk.count",
          PREFIX + "bytes",
          PREFIX + "stall.count",
          PREFIX + "busy_time",
          PREFIX + "idle_time");
  private static final Set<String> FIRST_CHUNK = Set.of(PREFIX + "time_to_first_chunk");
  private static final Set<String> GAPS =
      Set.of(PREFIX + "chunk_gap.max", PREFIX + "chunk_gap.mean");
  private static final Set<String> FAILURES = Set.of("error", "timeout");
  private static final int EVENTS_KEPT = 128;

  /** How far the SDK's clock and ours may be apart on a busy machine, seconds. */
  private static final double CLOCKS = 0.1;

  private final HttpClientContractRun run;
  private final ServedRequest request;
  private final SpanRecord span;

  private HttpClientContractSpan(
      HttpClientContractRun run, ServedRequest request, SpanRecord span) {
    this.run = run;
    this.request = request;
    this.span = span;
  }

  /** The only stream of a scenario with one request, and its place in the trace. */
  static HttpClientContractSpan only(HttpClientContractRun run, String scenario, String word) {
    List<ServedRequest> requests = run.requests(scenario);
    assertThat(requests).as("requests of %s", scenario).hasSize(1);
    assertThat(run.streams(traceId(requests.get(0)))).as("streams of %s", scenario).hasSize(1);
    return of(run, requests.get(0), word);
  }

  /** The stream of a request: caller's SERVER span, our span, the agent's CLIENT span. */
  static HttpClientContractSpan of(HttpClientContractRun run, ServedRequest request, String word) {
    SpanRecord stream = parentOfClientSpan(run, request);
    assertThat(stream.name()).as("parent of the CLIENT span").isEqualTo(word + " 127.0.0.1");
    assertThat(stream.kind()).isEqualTo("INTERNAL");
    assertThat(run.span(stream.parentSpanId()).kind()).as("parent").isEqualTo("SERVER");
    HttpClientContractSpan found = new HttpClientContractSpan(run, request, stream);
    return found.has("server.address", "127.0.0.1").has("server.port", (long) run.port());
  }

  /**
   * The agent's span ends with the response's future; where that is told after the body, a
   * cancelled stream leaves no CLIENT span. With some clients it leaves none either when the
   * connection is reset (so does the agent alone).
   */
  private static SpanRecord parentOfClientSpan(HttpClientContractRun run, ServedRequest request) {
    String spanId = traceparent(request)[2];
    boolean cut = request.ending() == Ending.CLIENT_GONE || request.ending() == Ending.RESET;
    if (cut && !run.has(spanId)) {
      List<SpanRecord> streams = run.streams(traceId(request));
      assertThat(streams).as("streams of the trace").hasSize(1);
      return streams.get(0);
    }
    SpanRecord http = run.span(spanId);
    assertThat(http.kind()).as("the span that the server was told").isEqualTo("CLIENT");
    SpanRecord stream = run.span(http.parentSpanId());
    assertThat(stream.startNanos())
        .as("start of the stream: when the request is issued")
        .isLessThanOrEqualTo(http.startNanos() + (long) (CLOCKS * 1e9));
    return stream;
  }

  static String traceId(ServedRequest request) {
    return traceparent(request)[1];
  }

  private static String[] traceparent(ServedRequest request) {
    String header = request.header("traceparent");
    assertThat(header).as("traceparent of %s", request).isNotNull();
    return String.valueOf(header).split("-");
  }

  /** It was read to its end: all that was sent has been counted. */
  @SafeVarargs
  final HttpClientContractSpan complete(Set<String>... more) {
    return ended("complete", request.events(), request.payloadBytes(), more);
  }

  /** It ended so after so many chunks and bytes. */
  @SafeVarargs
  final HttpClientContractSpan ended(String outcome, long chunks, long bytes, Set<String>... more) {
    has(PREFIX + "protocol", span.name().startsWith("sse") ? "sse" : "ndjson");
    has(PREFIX + "direction", "inbound");
    has(PREFIX + "outcome", outcome);
    has(PREFIX + "chunk.count", chunks);
    has(PREFIX + "bytes", bytes);
    if (request.heartbeats() > 0) {
      has(PREFIX + "heartbeat.count", request.heartbeats());
    }
    keys(chunks, more);
    assertThat(span.statusCode()).isEqualTo(FAILURES.contains(outcome) ? "ERROR" : "UNSET");
    events(outcome, chunks, bytes);
    times(chunks);
    return this;
  }

  private void keys(long chunks, Set<String>[] more) {
    Set<String> expected = new TreeSet<>(ALWAYS);
    expected.addAll(chunks > 0 ? FIRST_CHUNK : Set.of());
    expected.addAll(chunks > 1 ? GAPS : Set.of());
    for (Set<String> some : more) {
      expected.addAll(some);
    }
    Set<String> keys = new TreeSet<>(span.attributes().keySet());
    keys.removeIf(key -> key.startsWith("thread.")); // the agent's own addition
    assertThat(keys).as("attributes of %s", span).isEqualTo(expected);
  }

  private void events(String outcome, long chunks, long bytes) {
    String last =
        switch (outcome) {
          case "complete" -> "stream_complete";
          case "cancelled" -> "stream_cancel";
          case "abandoned" -> "stream_abandoned";
          case "timeout" -> "stream_timeout";
          default -> "stream_error";
        };
    List<String> names = eventNames(span);
    assertThat(names).as("events of %s", span).startsWith("stream_start").endsWith(last);
    assertThat(names).filteredOn(name -> name.equals("stream_start")).hasSize(1);
    assertThat(names)
        .filteredOn(name -> name.startsWith("stream_"))
        .containsExactly("stream_start", last);
    assertThat(span.events("first_chunk")).hasSize(chunks > 0 ? 1 : 0);
    assertThat(names).hasSizeLessThan(EVENTS_KEPT);
    assertThat(span.events(last).get(0).attributes())
        .containsEntry("chunks", chunks)
        .containsEntry("bytes", bytes);
  }

  private void times(long chunks) {
    double duration = span.durationNanos() / 1e9;
    assertThat(number(span, PREFIX + "busy_time") + number(span, PREFIX + "idle_time"))
        .as("busy and idle time of %s", span)
        .isCloseTo(duration, within(1e-9));
    if (chunks > 0) {
      between("time_to_first_chunk", 0, duration + CLOCKS);
    }
    if (chunks > 1) {
      double longest = number(span, PREFIX + "chunk_gap.max");
      between("chunk_gap.mean", 0, longest);
    }
  }

  /** An exception ended it that the application saw, too. */
  HttpClientContractSpan failed(String scenario) {
    String type = String.valueOf(span.attribute("error.type"));
    assertThat(String.join("\n", run.facts().getOrDefault(scenario, List.of())))
        .as("%s is in what the application saw", type)
        .contains(type);
    assertThat(span.events("exception")).hasSize(1);
    assertThat(span.events("exception").get(0).attributes())
        .containsEntry("exception.type", type.replace('$', '.')); // the SDK's way to name it
    return this;
  }

  /** An attribute with a certain value. */
  HttpClientContractSpan has(String key, Object value) {
    assertThat(span.attribute(key)).as("%s of %s", key, span).isEqualTo(value);
    return this;
  }

  /** A time of the stream within some seconds. */
  HttpClientContractSpan between(String time, double atLeast, double atMost) {
    assertThat(number(span, PREFIX + time)).as("%s of %s", time, span).isBetween(atLeast, atMost);
    return this;
  }

  long chunks() {
    return (long) number(span, PREFIX + "chunk.count");
  }

  SpanRecord span() {
    return span;
  }
}
