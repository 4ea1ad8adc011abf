/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.GenAiApp.Ending;
import io.streamscope.smoke.contract.GenAiApp.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks all that can be said of the span of a model call. */
final class GenAiContractSpan {

  static final Set<String> FINISH = Set.of("gen_ai.response.finish_reasons");
  static final Set<String> CANCEL = Set.of("streamscope.stream.cancel.reason");
  static final Set<String> ERROR = Set.of("error.type");

  /** How far the SDK's clock and ours may be apart on a busy machine, seconds. */
  static final double CLOCKS = 0.2;

  /** What sums of seconds may differ by, seconds. */
  static final double ROUNDING = 1e-5;

  private static final Set<String> REQUEST =
      Set.of(
          "gen_ai.operation.name",
          "gen_ai.provider.name",
          "gen_ai.request.model",
          "server.address",
          "server.port");
  private static final Set<String> STREAM =
      Set.of(
          "gen_ai.request.stream",
          "streamscope.stream.protocol",
          "streamscope.stream.direction",
          "streamscope.stream.outcome",
          "streamscope.stream.chunk.count",
          "streamscope.stream.bytes",
          "streamscope.stream.stall.count",
          "streamscope.stream.busy_time",
          "streamscope.stream.idle_time");
  private static final Set<String> FIRST_CHUNK =
      Set.of("gen_ai.response.time_to_first_chunk", "streamscope.stream.time_to_first_chunk");
  private static final Set<String> GAPS =
      Set.of("streamscope.stream.chunk_gap.max", "streamscope.stream.chunk_gap.mean");
  private static final Map<String, String> FINAL_EVENTS =
      Map.of(
          "complete", "stream_complete",
          "cancelled", "stream_cancel",
          "timeout", "stream_timeout",
          "error", "stream_error",
          "abandoned", "stream_abandoned");
  private static final int EVENTS_KEPT = 128;

  private final GenAiContractRun run;
  private final GenAiApp app;
  private final String scenario;
  private final SpanRecord span;
  private final LoggedRequest request;
  private final Set<String> keys = new TreeSet<>();

  private GenAiContractSpan(GenAiContractRun run, String scenario, SpanRecord span) {
    this.run = run;
    this.app = run.app();
    this.scenario = scenario;
    this.span = span;
    span.attributes().keySet().stream()
        .filter(key -> !key.startsWith("thread.")) // the agent's own addition
        .forEach(keys::add);
    call();
    request = request();
  }

  /** The only span of a scenario, and all that holds for every call. */
  static GenAiContractSpan only(GenAiContractRun run, String scenario) {
    List<SpanRecord> chats = run.chats(scenario);
    assertThat(chats).as("model calls of %s", scenario).hasSize(1);
    assertThat(run.requests(scenario)).as("requests of %s", scenario).hasSize(1);
    return new GenAiContractSpan(run, scenario, chats.get(0));
  }

  /** All spans of a scenario. */
  static List<GenAiContractSpan> all(GenAiContractRun run, String scenario) {
    return run.chats(scenario).stream()
        .map(span -> new GenAiContractSpan(run, scenario, span))
        .toList();
  }

  private void call() {
    assertThat(span.name()).isEqualTo(app.operation() + " " + scenario);
    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.scopeName()).isEqualTo(app.scope());
    assertThat(span.isRoot()).isTrue();
    assertThat(span.links()).isEmpty();
    has("gen_ai.operation.name", app.operation());
    has("gen_ai.provider.name", app.provider());
    has("server.address", "127.0.0.1");
    has("server.port", (long) run.port());
    app.request().forEach(this::has);
  }

  /** What the model server was asked by this call, which the HTTP span below it tells. */
  private LoggedRequest request() {
    List<SpanRecord> others =
        run.traceOf(span).stream().filter(other -> !other.spanId().equals(span.spanId())).toList();
    assertThat(others).as("the HTTP span below %s", span.name()).hasSize(1);
    SpanRecord http = others.get(0);
    assertThat(http.name()).isEqualTo("POST");
    assertThat(http.kind()).isEqualTo("CLIENT");
    assertThat(http.scopeName()).contains(app.httpScope());
    assertThat(http.parentSpanId()).isEqualTo(span.spanId());
    String sent = "00-" + http.traceId() + "-" + http.spanId();
    List<LoggedRequest> asked =
        run.requests(scenario).stream()
            .filter(each -> each.header("traceparent").startsWith(sent))
            .toList();
    assertThat(asked).as("requests with the trace context of %s", span.name()).hasSize(1);
    return asked.get(0);
  }

  /** It was no stream. */
  @SafeVarargs
  final GenAiContractSpan blocking(Set<String>... more) {
    keys(more);
    boolean failed = keys.containsAll(ERROR);
    assertThat(span.events()).hasSize(failed ? 1 : 0);
    assertThat(span.events("exception")).hasSize(failed ? 1 : 0);
    assertThat(span.statusCode()).isEqualTo(failed ? "ERROR" : "UNSET");
    return this;
  }

  @SafeVarargs
  private void keys(Set<String>... more) {
    Set<String> expected = new TreeSet<>(REQUEST);
    expected.addAll(app.request().keySet());
    for (Set<String> some : more) {
      expected.addAll(some);
    }
    assertThat(keys).as("attributes of %s", span.name()).isEqualTo(expected);
    Map<String, String> answer = new TreeMap<>(app.begun(scenario));
    answer.putAll(app.identity(scenario));
    answer.keySet().retainAll(expected);
    answer.forEach(
        (key, pattern) ->
            assertThat(String.valueOf(span.attribute(key)))
                .as("%s of %s", key, span.name())
                .matches(pattern));
    if (expected.containsAll(FINISH)) {
      has("gen_ai.response.finish_reasons", List.of(app.finishReason(scenario)));
    }
  }

  /** It was a stream that ended so. */
  @SafeVarargs
  final GenAiContractSpan streamed(Ending ending, Set<String>... more) {
    int chunks = ending.chunks();
    Set<String> expected = new TreeSet<>(STREAM);
    expected.addAll(chunks > 0 ? FIRST_CHUNK : Set.of());
    expected.addAll(chunks > 1 ? GAPS : Set.of());
    for (Set<String> some : more) {
      expected.addAll(some);
    }
    keys(expected);
    has("gen_ai.request.stream", true);
    has("streamscope.stream.protocol", app.protocol());
    has("streamscope.stream.direction", "inbound");
    has("streamscope.stream.outcome", ending.outcome());
    has("streamscope.stream.chunk.count", (long) chunks);
    boolean failed = ending.outcome().equals("error") || ending.outcome().equals("timeout");
    assertThat(span.statusCode()).as(span.name()).isEqualTo(failed ? "ERROR" : "UNSET");
    assertThat(span.events("exception")).as(span.name()).hasSize(failed ? 1 : 0);
    bytes(ending);
    events(ending);
    times(chunks);
    return this;
  }

  /** As the model server counted them, or less if the application did not read on. */
  private void bytes(Ending ending) {
    double bytes = number(span, "streamscope.stream.bytes");
    if (ending.outcome().equals("complete")) {
      assertThat(bytes).as("bytes of %s", span.name()).isEqualTo(app.payload(request));
    } else {
      assertThat(bytes)
          .as("bytes of %s", span.name())
          .isBetween((double) ending.chunks(), (double) app.payload(request));
    }
  }

  private void events(Ending ending) {
    String last = String.valueOf(FINAL_EVENTS.get(ending.outcome()));
    boolean begun = ending.chunks() > 0;
    List<String> names = eventNames(span);
    assertThat(names).as(span.name()).startsWith("stream_start").endsWith(last);
    assertThat(names).filteredOn(FINAL_EVENTS::containsValue).containsExactly(last);
    assertThat(span.events("stream_start")).hasSize(1);
    assertThat(span.events("first_chunk"))
        .as(span.name())
        .hasSize(begun ? 1 : 0)
        .allSatisfy(first -> assertThat(first.attributes()).containsKey("bytes"));
    assertThat(names).hasSizeLessThan(EVENTS_KEPT);
    assertThat(span.events(last).get(0).attributes())
        .containsEntry("chunks", (long) ending.chunks())
        .containsEntry("bytes", span.attribute("streamscope.stream.bytes"));
  }

  private void times(int chunks) {
    double duration = span.durationNanos() / 1e9;
    assertThat(seconds(span))
        .as("busy and idle time of %s", span.name())
        .isCloseTo(duration, within(1e-9));
    if (chunks > 0) {
      assertThat(number(span, "gen_ai.response.time_to_first_chunk"))
          .isEqualTo(number(span, "streamscope.stream.time_to_first_chunk"))
          .isBetween(0.0, seconds(span) + CLOCKS);
    }
    if (chunks > 1) {
      double longest = number(span, "streamscope.stream.chunk_gap.max");
      double mean = number(span, "streamscope.stream.chunk_gap.mean");
      assertThat(mean)
          .as("mean gap of %s", span.name())
          .isBetween(longest / (chunks - 1) - ROUNDING, longest + ROUNDING);
      assertThat(mean * (chunks - 1))
          .as("gaps of %s", span.name())
          .isLessThan(seconds(span) + ROUNDING);
    }
  }

  /** How long a stream took by its own account. */
  static double seconds(SpanRecord stream) {
    return number(stream, "streamscope.stream.busy_time")
        + number(stream, "streamscope.stream.idle_time");
  }

  /** An attribute with a certain value. */
  GenAiContractSpan has(String key, Object value) {
    assertThat(span.attribute(key)).as("%s of %s", key, span.name()).isEqualTo(value);
    return this;
  }

  /** An attribute with a value of some seconds. */
  GenAiContractSpan between(String key, double atLeast, double atMost) {
    assertThat(number(span, key)).as("%s of %s", key, span.name()).isBetween(atLeast, atMost);
    return this;
  }

  /** Tokens as the model server reported them. */
  GenAiContractSpan used(long input, long output, long cached, long reasoning) {
    app.usage(new Tokens(input, output, cached, reasoning)).forEach(this::has);
    return this;
  }

  /** The exception that the application saw, too. */
  GenAiContractSpan failed(String type) {
    has("error.type", type);
    assertThat(span.events("exception").get(0).attributes()).containsEntry("exception.type", type);
    return this;
  }

  SpanRecord span() {
    return span;
  }
}
