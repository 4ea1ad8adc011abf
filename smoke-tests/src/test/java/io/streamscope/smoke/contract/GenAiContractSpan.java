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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks all that can be said of the span of a model call. */
final class GenAiContractSpan {

  static final Set<String> IDENTITY =
      Set.of(
          "gen_ai.response.id",
          "gen_ai.response.model",
          "openai.response.service_tier",
          "openai.response.system_fingerprint");
  static final Set<String> FINISH = Set.of("gen_ai.response.finish_reasons");
  static final Set<String> USAGE =
      Set.of(
          "gen_ai.usage.input_tokens",
          "gen_ai.usage.output_tokens",
          "gen_ai.usage.cache_read.input_tokens",
          "gen_ai.usage.reasoning.output_tokens");
  static final Set<String> CANCEL = Set.of("streamscope.stream.cancel.reason");
  static final Set<String> ERROR = Set.of("error.type");

  private static final Set<String> REQUEST =
      Set.of(
          "gen_ai.operation.name",
          "gen_ai.provider.name",
          "gen_ai.request.model",
          "openai.api.type",
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
  private static final Set<String> FINAL_EVENTS =
      Set.of(
          "stream_complete", "stream_cancel", "stream_timeout", "stream_error", "stream_abandoned");
  private static final int EVENTS_KEPT = 128;

  /** How far the SDK's clock and ours may be apart on a busy machine, seconds. */
  private static final double CLOCKS = 0.02;

  private final GenAiContractRun run;
  private final SpanRecord span;
  private final Set<String> keys = new TreeSet<>();

  private GenAiContractSpan(GenAiContractRun run, SpanRecord span) {
    this.run = run;
    this.span = span;
    span.attributes().keySet().stream()
        .filter(key -> !key.startsWith("thread.")) // the agent's own addition
        .forEach(keys::add);
  }

  /** The only span of a scenario, and all that holds for every call. */
  static GenAiContractSpan only(GenAiContractRun run, String scenario) {
    List<SpanRecord> chats = run.chats(scenario);
    assertThat(chats).as("model calls of %s", scenario).hasSize(1);
    List<LoggedRequest> requests = run.requests(scenario);
    assertThat(requests).as("requests of %s", scenario).hasSize(1);
    GenAiContractSpan found = new GenAiContractSpan(run, chats.get(0));
    found.call(scenario);
    return found;
  }

  /** One of several spans of a scenario. */
  static GenAiContractSpan one(GenAiContractRun run, String scenario, SpanRecord span) {
    GenAiContractSpan found = new GenAiContractSpan(run, span);
    found.call(scenario);
    return found;
  }

  private void call(String scenario) {
    assertThat(span.name()).isEqualTo("chat " + scenario);
    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.scopeName()).isEqualTo("io.streamscope.openai-stream-2.0");
    assertThat(span.isRoot()).isTrue();
    assertThat(span.links()).isEmpty();
    has("gen_ai.operation.name", "chat");
    has("gen_ai.provider.name", "openai");
    has("openai.api.type", "chat_completions");
    has("server.address", "127.0.0.1");
    has("server.port", (long) run.port());
    List<SpanRecord> others =
        run.traceOf(span).stream().filter(other -> !other.spanId().equals(span.spanId())).toList();
    assertThat(others).as("the HTTP span below %s", span.name()).hasSize(1);
    SpanRecord http = others.get(0);
    assertThat(http.name()).isEqualTo("POST");
    assertThat(http.kind()).isEqualTo("CLIENT");
    assertThat(http.scopeName()).contains("okhttp");
    assertThat(http.parentSpanId()).isEqualTo(span.spanId());
    assertThat(run.requests(scenario))
        .as("trace context sent for %s", span.name())
        .extracting(request -> request.header("traceparent"))
        .anyMatch(header -> header.startsWith("00-" + http.traceId() + "-" + http.spanId()));
  }

  /** It was no stream. */
  @SafeVarargs
  final GenAiContractSpan blocking(Set<String>... more) {
    keys(more);
    assertThat(span.events("exception")).hasSize(keys.contains("error.type") ? 1 : 0);
    assertThat(span.events()).hasSize(keys.contains("error.type") ? 1 : 0);
    assertThat(span.statusCode()).isEqualTo(keys.contains("error.type") ? "ERROR" : "UNSET");
    return this;
  }

  private void keys(Set<String>[] more) {
    Set<String> expected = new TreeSet<>(REQUEST);
    for (Set<String> some : more) {
      expected.addAll(some);
    }
    assertThat(keys).as("attributes of %s", span.name()).isEqualTo(expected);
  }

  /** It was a stream that ended so, after so many chunks with content. */
  @SafeVarargs
  final GenAiContractSpan streamed(String outcome, int chunks, Set<String>... more) {
    Set<String> expected = new TreeSet<>(STREAM);
    expected.addAll(chunks > 0 ? FIRST_CHUNK : Set.of());
    expected.addAll(chunks > 1 ? GAPS : Set.of());
    for (Set<String> some : more) {
      expected.addAll(some);
    }
    keys(new Set[] {expected});
    has("gen_ai.request.stream", true);
    has("streamscope.stream.protocol", "sse");
    has("streamscope.stream.direction", "inbound");
    has("streamscope.stream.outcome", outcome);
    has("streamscope.stream.chunk.count", (long) chunks);
    boolean failed = outcome.equals("error") || outcome.equals("timeout");
    assertThat(span.statusCode()).as(span.name()).isEqualTo(failed ? "ERROR" : "UNSET");
    assertThat(span.events("exception")).as(span.name()).hasSize(failed ? 1 : 0);
    events(outcome, chunks);
    times(chunks);
    return this;
  }

  private void events(String outcome, int chunks) {
    String last =
        switch (outcome) {
          case "complete" -> "stream_complete";
          case "cancelled" -> "stream_cancel";
          case "abandoned" -> "stream_abandoned";
          case "timeout" -> "stream_timeout";
          default -> "stream_error";
        };
    List<String> names = eventNames(span);
    assertThat(names).as(span.name()).startsWith("stream_start").endsWith(last);
    assertThat(names).filteredOn(FINAL_EVENTS::contains).containsExactly(last);
    assertThat(span.events("stream_start")).hasSize(1);
    assertThat(span.events("first_chunk")).as(span.name()).hasSize(chunks > 0 ? 1 : 0);
    assertThat(names).hasSizeLessThan(EVENTS_KEPT);
    assertThat(span.events(last).get(0).attributes())
        .containsEntry("chunks", (long) chunks)
        .containsEntry("bytes", span.attribute("streamscope.stream.bytes"));
  }

  private void times(int chunks) {
    double duration = span.durationNanos() / 1e9;
    assertThat(
            number(span, "streamscope.stream.busy_time")
                + number(span, "streamscope.stream.idle_time"))
        .as("busy and idle time of %s", span.name())
        .isCloseTo(duration, within(CLOCKS));
    if (chunks > 0) {
      assertThat(number(span, "gen_ai.response.time_to_first_chunk"))
          .isEqualTo(number(span, "streamscope.stream.time_to_first_chunk"))
          .isBetween(0.0, duration + CLOCKS);
    }
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

  /** Tokens as the provider reported them. */
  GenAiContractSpan used(long input, long output, long cached, long reasoning) {
    has("gen_ai.usage.input_tokens", input);
    has("gen_ai.usage.output_tokens", output);
    has("gen_ai.usage.cache_read.input_tokens", cached);
    return has("gen_ai.usage.reasoning.output_tokens", reasoning);
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
