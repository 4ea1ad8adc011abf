/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.SpanRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks all that can be said of the span of a model that was asked with an SDK. */
final class ModelSdkContractSpan {

  private static final String STREAM = "streamscope.stream.";
  private static final long ANSWER_CHUNKS = 13;

  private final ModelSdkContractRun run;
  private final String scenario;
  private final ModelSdkCall call;
  private final SpanRecord span;

  private ModelSdkContractSpan(ModelSdkContractRun run, String scenario, SpanRecord span) {
    this.run = run;
    this.scenario = scenario;
    this.call = ModelSdkCall.of(scenario.substring(0, scenario.indexOf('.')));
    this.span = span;
  }

  /** The only call of a scenario, and all that holds for each. */
  static ModelSdkContractSpan only(ModelSdkContractRun run, String scenario) {
    List<SpanRecord> calls = run.calls(scenario);
    assertThat(calls).as("model calls of %s", scenario).hasSize(1);
    return new ModelSdkContractSpan(run, scenario, calls.get(0)).asked();
  }

  private ModelSdkContractSpan asked() {
    ModelHttpFormat format = call.format();
    assertThat(span.name()).isEqualTo(format.operation() + " " + scenario);
    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.scopeName()).startsWith("io.streamscope.");
    has("gen_ai.operation.name", format.operation());
    has("gen_ai.provider.name", format.provider());
    has("server.address", "127.0.0.1");
    return has("server.port", (long) run.port());
  }

  ModelSdkCall call() {
    return call;
  }

  /** It was answered to its end. */
  void answered() {
    ModelHttpFormat format = call.format();
    assertThat(span.statusCode()).as(scenario).isEqualTo("UNSET");
    has("error.type", null);
    has("gen_ai.response.model", format.answer().tellsModel() ? scenario : null);
    assertThat(span.attribute("gen_ai.response.id") != null)
        .as("whether %s has a response id", scenario)
        .isEqualTo(call.tellsId());
    String reason = format.answer().finishReason();
    has("gen_ai.response.finish_reasons", reason == null ? null : List.of(reason));
    has("gen_ai.usage.input_tokens", format.answer().inputTokens());
    has("gen_ai.usage.output_tokens", format.answer().outputTokens());
    if (call.streamed()) {
      streamed("complete").has(STREAM + "chunk.count", ANSWER_CHUNKS);
    } else {
      has("gen_ai.request.stream", null).has(STREAM + "outcome", null);
    }
  }

  private ModelSdkContractSpan streamed(String outcome) {
    has("gen_ai.request.stream", true);
    has(STREAM + "protocol", call.format().answer().protocol());
    has(STREAM + "direction", "inbound");
    return has(STREAM + "outcome", outcome);
  }

  /** It ended early; as a stream so, if it was one. */
  ModelSdkContractSpan ended(String outcome, long chunksAtLeast, long chunksAtMost) {
    if (call.streamed()) {
      streamed(outcome);
      assertThat(number(span, STREAM + "chunk.count"))
          .as("chunks of %s", scenario)
          .isBetween((double) chunksAtLeast, (double) chunksAtMost);
    } else {
      has("gen_ai.request.stream", null).has(STREAM + "outcome", null);
    }
    String expected = outcome.equals("cancelled") ? "UNSET" : "ERROR";
    assertThat(span.statusCode()).as(scenario).isEqualTo(expected);
    return this;
  }

  /** It failed with that code of the provider; null for whatever it is. */
  void failed(@Nullable String type) {
    assertThat(span.statusCode()).as("status of %s", span).isEqualTo("ERROR");
    if (type != null) {
      has("error.type", type);
    }
    assertThat(span.attribute("error.type")).as("error.type of %s", scenario).isNotNull();
  }

  /** So many requests of one call; all but the last have failed. */
  void attempts(int expected) {
    has("streamscope.genai.attempts", expected == 1 ? null : (long) expected);
    assertThat(span.events("attempt_failed")).as("%s", span).hasSize(expected - 1);
  }

  /** It lies between the caller's span and those of the agent, one for each request. */
  void inItsPlace() {
    assertThat(run.spans())
        .filteredOn(each -> each.spanId().equals(span.parentSpanId()))
        .extracting(SpanRecord::kind, SpanRecord::traceId)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("SERVER", span.traceId()));
    List<String> onTheWire =
        run.requests(scenario).stream()
            .map(request -> request.header("traceparent").split("-")[2])
            .toList();
    assertThat(run.httpSpans(span))
        .extracting(SpanRecord::spanId)
        .as("HTTP spans of %s", scenario)
        .containsExactlyInAnyOrderElementsOf(onTheWire);
    assertThat(run.httpSpans(span))
        .extracting(SpanRecord::parentSpanId)
        .as("parents of the HTTP spans of %s", scenario)
        .containsOnly(span.spanId());
  }

  /** Its duration was recorded once, and so were those tokens that it has as attributes. */
  void recordedOnce() {
    assertThat(run.metric("gen_ai.client.operation.duration", scenario))
        .extracting(MetricPoint::count)
        .containsExactly(1L);
    Map<Object, Double> expected = new TreeMap<>();
    for (String type : List.of("input", "output")) {
      if (span.attribute("gen_ai.usage." + type + "_tokens") != null) {
        expected.put(type, number(span, "gen_ai.usage." + type + "_tokens"));
      }
    }
    Map<Object, Double> recorded = new TreeMap<>();
    for (MetricPoint point : run.metric("gen_ai.client.token.usage", scenario)) {
      assertThat(point.count()).as("records of %s", point).isEqualTo(1);
      recorded.put(String.valueOf(point.attributes().get("gen_ai.token.type")), point.sum());
    }
    assertThat(recorded).as("tokens of %s", scenario).isEqualTo(expected);
  }

  /** An attribute with a certain value; null if there must be none. */
  ModelSdkContractSpan has(String key, @Nullable Object value) {
    assertThat(span.attribute(key)).as("%s of %s in %s", key, scenario, span).isEqualTo(value);
    return this;
  }
}
