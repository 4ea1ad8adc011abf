/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.correlation.CallLayer;
import io.streamscope.stream.Failure;
import io.streamscope.stream.GapBuckets;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GenAiMetricsTest {

  private static final Set<String> PUBLISHED =
      Set.of(
          "gen_ai.client.operation.duration",
          "gen_ai.client.operation.time_to_first_chunk",
          "gen_ai.client.operation.time_per_output_chunk",
          "gen_ai.client.token.usage");
  private static final Set<String> LATEST =
      Set.of(
          "gen_ai.client.inference.duration",
          "gen_ai.client.inference.time_to_first_chunk",
          "gen_ai.client.inference.time_per_output_chunk",
          "gen_ai.client.inference.usage.input_tokens",
          "gen_ai.client.inference.usage.output_tokens",
          "gen_ai.client.inference.usage.cache_read.input_tokens",
          "gen_ai.client.inference.usage.reasoning.output_tokens",
          "gen_ai.client.inference.operation.input_tokens",
          "gen_ai.client.inference.operation.output_tokens");
  private static final Attributes ANSWERED =
      Attributes.builder()
          .put(GenAiAttributes.OPERATION_NAME, "chat")
          .put(GenAiAttributes.PROVIDER_NAME, "openai")
          .put(GenAiAttributes.REQUEST_MODEL, "gpt-4o")
          .put(GenAiAttributes.RESPONSE_MODEL, "gpt-4o-2024-08-06")
          .put(StreamAttributes.SERVER_ADDRESS, "api.openai.com")
          .put(StreamAttributes.SERVER_PORT, 443L)
          .build();
  private static final Attributes FAILED =
      Attributes.builder()
          .put(GenAiAttributes.OPERATION_NAME, "chat")
          .put(GenAiAttributes.PROVIDER_NAME, "openai")
          .put(GenAiAttributes.REQUEST_MODEL, "gpt-4o")
          .put(StreamAttributes.SERVER_ADDRESS, "api.openai.com")
          .put(StreamAttributes.SERVER_PORT, 443L)
          .build();

  @Test
  void published_hasTheNamesOfV141() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();

    answeredStream(telemetry);

    assertThat(genAiNames(telemetry)).containsExactlyElementsOf(new TreeSet<>(PUBLISHED));
    assertSeconds(telemetry, "gen_ai.client.operation.duration", 1, 0.9);
    assertSeconds(telemetry, "gen_ai.client.operation.time_to_first_chunk", 1, 0.5);
    assertSeconds(telemetry, "gen_ai.client.operation.time_per_output_chunk", 2, 0.3);
    assertThat(telemetry.histogram("gen_ai.client.token.usage"))
        .containsOnlyKeys(token("input"), token("output"));
    assertThat(telemetry.histogram("gen_ai.client.token.usage").get(token("input")).getSum())
        .isEqualTo(100);
    assertThat(telemetry.histogram("gen_ai.client.token.usage").get(token("output")).getSum())
        .isEqualTo(20);
  }

  @Test
  void latest_hasTheUnreleasedNames() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.GENAI_SEMCONV, "latest");

    answeredStream(telemetry);

    assertThat(genAiNames(telemetry)).containsExactlyElementsOf(new TreeSet<>(LATEST));
    assertSeconds(telemetry, "gen_ai.client.inference.duration", 1, 0.9);
    assertSeconds(telemetry, "gen_ai.client.inference.time_to_first_chunk", 1, 0.5);
    assertSeconds(telemetry, "gen_ai.client.inference.time_per_output_chunk", 2, 0.3);
    assertThat(telemetry.counter("gen_ai.client.inference.usage.input_tokens", modality("text")))
        .isEqualTo(100);
    assertThat(telemetry.counter("gen_ai.client.inference.usage.output_tokens", modality("text")))
        .isEqualTo(20);
    assertThat(telemetry.histogram("gen_ai.client.inference.operation.input_tokens"))
        .containsOnlyKeys(ANSWERED);
    assertThat(telemetry.histogram("gen_ai.client.inference.operation.output_tokens"))
        .containsOnlyKeys(ANSWERED);
  }

  @Test
  void dup_hasBoth() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.GENAI_SEMCONV, "dup");

    answeredStream(telemetry);

    Set<String> both = new TreeSet<>(PUBLISHED);
    both.addAll(LATEST);
    assertThat(genAiNames(telemetry)).containsExactlyElementsOf(both);
    assertSeconds(telemetry, "gen_ai.client.operation.duration", 1, 0.9);
    assertSeconds(telemetry, "gen_ai.client.inference.duration", 1, 0.9);
    assertSeconds(telemetry, "gen_ai.client.operation.time_per_output_chunk", 2, 0.3);
    assertSeconds(telemetry, "gen_ai.client.inference.time_per_output_chunk", 2, 0.3);
  }

  @Test
  void units_areOfTheConventions() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.GENAI_SEMCONV, "dup");

    answeredStream(telemetry);

    telemetry.metrics().forEach((name, metric) -> assertUnit(name, metric.getUnit()));
    assertThat(boundaries(telemetry, "gen_ai.client.operation.duration"))
        .isEqualTo(GapBuckets.BOUNDARIES);
    assertThat(boundaries(telemetry, "gen_ai.client.token.usage"))
        .hasSize(14)
        .startsWith(1.0, 4.0)
        .endsWith(67_108_864.0);
  }

  private static void assertUnit(String name, String unit) {
    if (name.startsWith("gen_ai.")) {
      assertThat(unit).as(name).isEqualTo(name.contains("token") ? "{token}" : "s");
    }
  }

  @Test
  void failedCall_hasErrorTypeOnItsDurationOnly() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.GENAI_SEMCONV, "dup");
    GenAiCall call = new Models(telemetry).ask();

    call.end(new IllegalStateException("overloaded"));

    Attributes withError =
        FAILED.toBuilder()
            .put(StreamAttributes.ERROR_TYPE, "java.lang.IllegalStateException")
            .build();
    assertThat(telemetry.histogram("gen_ai.client.operation.duration")).containsOnlyKeys(withError);
    assertThat(telemetry.histogram("gen_ai.client.inference.duration")).containsOnlyKeys(withError);
    assertThat(telemetry.metrics())
        .doesNotContainKeys(
            "gen_ai.client.token.usage",
            "gen_ai.client.operation.time_to_first_chunk",
            "gen_ai.client.inference.operation.input_tokens");
    MetricData counter = telemetry.metrics().get("gen_ai.client.inference.usage.input_tokens");
    assertThat(counter.getLongSumData().getPoints())
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.getAttributes())
                  .isEqualTo(
                      FAILED.toBuilder().put(GenAiAttributes.TOKEN_MODALITY, "unknown").build());
              assertThat(((LongPointData) point).getValue()).isZero();
            });
  }

  @Test
  void timedOutStream_hasTheOutcomeAsErrorType() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();

    new Models(telemetry)
        .stream().failWith(new Failure(StreamOutcome.TIMEOUT.value(), null, null, true));

    assertThat(telemetry.histogram("gen_ai.client.operation.duration"))
        .containsOnlyKeys(FAILED.toBuilder().put(StreamAttributes.ERROR_TYPE, "timeout").build());
  }

  @Test
  void errorThatTheProviderNames_isThatOfTheSpan() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    GenAiCall call = new Models(telemetry).stream();
    call.failAs("server_error");
    call.end(null);

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo("server_error");
    assertThat(telemetry.histogram("gen_ai.client.operation.duration"))
        .containsOnlyKeys(
            FAILED.toBuilder().put(StreamAttributes.ERROR_TYPE, "server_error").build());
  }

  @Test
  void embeddings_keepThePublishedNamesAlsoUnderLatest() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.GENAI_SEMCONV, "latest");
    GenAiCall call = new Models(telemetry).start(Models.embeddings(), Context.root());
    call.delta(new GenAiDelta().usage(GenAiUsage.of(7, -1)));

    call.end(null);

    assertThat(genAiNames(telemetry))
        .containsExactly("gen_ai.client.operation.duration", "gen_ai.client.token.usage");
  }

  @Test
  void unsampledCalls_haveTheSameMetrics() {
    for (String semconv : List.of("v1.41", "latest", "dup")) {
      StreamscopeConfig config =
          StreamscopeConfig.defaults().with(ConfigKey.GENAI_SEMCONV, semconv);
      RecordedTelemetry sampled = RecordedTelemetry.sampled(config);
      RecordedTelemetry unsampled = RecordedTelemetry.unsampled(config);
      for (RecordedTelemetry telemetry : List.of(sampled, unsampled)) {
        answeredStream(telemetry);
        new Models(telemetry).ask().end(null);
        new Models(telemetry).stream().cancel();
        new Models(telemetry).stream().end(new IllegalStateException("failed"));
      }

      assertThat(unsampled.metricTexts()).isEqualTo(sampled.metricTexts()).isNotEmpty();
      assertThat(unsampled.spans()).isEmpty();
    }
  }

  @Test
  void moreThan200Models_theRestIsOther() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    Models models = new Models(telemetry);
    for (int i = 0; i < 250; i++) {
      models
          .start(
              new GenAiRequest(
                  GenAiOperation.CHAT, "openai", "m" + i, null, -1, false, Attributes.empty()),
              Context.root())
          .end(null);
    }

    Map<Attributes, HistogramPointData> durations =
        telemetry.histogram("gen_ai.client.operation.duration");
    assertThat(durations).hasSize(201);
    Attributes other =
        Attributes.of(
            GenAiAttributes.OPERATION_NAME, "chat",
            GenAiAttributes.PROVIDER_NAME, "openai",
            GenAiAttributes.REQUEST_MODEL, "other");
    assertThat(durations.get(other).getCount()).isEqualTo(50);
    assertThat(telemetry.spans().get(249).getName()).isEqualTo("chat m249");
  }

  /** First chunk after 500 ms, gaps of 200 and 100 ms, end after 900 ms. */
  @Test
  void modelsOfTwoModules_shareTheirBound() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    for (String module : List.of("one", "two")) {
      GenAiTelemetry models = GenAiTelemetry.create(telemetry.runtime(), module);
      for (int i = 0; i < 150; i++) {
        GenAiRequest request =
            new GenAiRequest(
                GenAiOperation.EMBEDDINGS,
                "openai",
                module + i,
                null,
                -1,
                false,
                Attributes.empty());
        models.start(request, CallLayer.SDK, Context.root()).end(null);
      }
    }

    assertThat(telemetry.histogram("gen_ai.client.operation.duration")).hasSize(201);
    assertThat(
            telemetry.counter(
                "streamscope.telemetry.dropped", Attributes.of(StreamAttributes.REASON, "label")))
        .isPositive();
  }

  private static void answeredStream(RecordedTelemetry telemetry) {
    GenAiCall call = new Models(telemetry).stream();
    for (long gap : new long[] {500, 200, 100}) {
      telemetry.clock().advanceMillis(gap);
      call.delta(new GenAiDelta().content(1));
    }
    GenAiCallTest.answer(call);
    telemetry.clock().advanceMillis(100);
    call.complete();
  }

  private static Set<String> genAiNames(RecordedTelemetry telemetry) {
    Set<String> names = new TreeSet<>(telemetry.metrics().keySet());
    names.removeIf(name -> !name.startsWith("gen_ai."));
    return names;
  }

  private static void assertSeconds(
      RecordedTelemetry telemetry, String name, long count, double sum) {
    Map<Attributes, HistogramPointData> points = telemetry.histogram(name);
    assertThat(points).as(name).containsOnlyKeys(ANSWERED);
    assertThat(points.get(ANSWERED).getCount()).as(name).isEqualTo(count);
    assertThat(points.get(ANSWERED).getSum()).as(name).isCloseTo(sum, within(1e-12));
  }

  private static List<Double> boundaries(RecordedTelemetry telemetry, String name) {
    return telemetry.histogram(name).values().iterator().next().getBoundaries();
  }

  private static Attributes token(String type) {
    return ANSWERED.toBuilder().put(GenAiAttributes.TOKEN_TYPE, type).build();
  }

  private static Attributes modality(String modality) {
    return ANSWERED.toBuilder().put(GenAiAttributes.TOKEN_MODALITY, modality).build();
  }
}
