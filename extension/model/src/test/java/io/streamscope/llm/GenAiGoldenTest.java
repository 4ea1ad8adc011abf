/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.config.ConfigKey;
import io.streamscope.stream.RecordedTelemetry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All names that a call to a model has under each of the conventions, as {@code
 * src/test/resources/genai/<semconv>.txt} has them: whoever changes one changes a user's dashboard.
 */
class GenAiGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"v1.41", "latest", "dup"})
  void names_areThoseOfTheConventions(String semconv) throws IOException {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.GENAI_SEMCONV, semconv);
    Models models = new Models(telemetry);

    answer(models.stream(), telemetry);
    GenAiCall embedding = models.start(Models.embeddings(), Context.root());
    embedding.delta(new GenAiDelta().identity(null, "ada-2").usage(GenAiUsage.of(7, -1)));
    embedding.complete();

    assertThat(names(telemetry)).isEqualTo(golden(semconv));
  }

  private static void answer(GenAiCall call, RecordedTelemetry telemetry) {
    telemetry.clock().advanceMillis(500);
    call.delta(new GenAiDelta().content(5).identity("id-1", "gpt-4o-2024-08-06"));
    telemetry.clock().advanceMillis(100);
    call.delta(new GenAiDelta().content(5));
    call.delta(
        new GenAiDelta()
            .bytes(9)
            .finish(0, "stop")
            .usage(
                GenAiUsage.of(100, 20)
                    .with(TokenKind.CACHE_READ, 64)
                    .with(TokenKind.CACHE_WRITE, 16)
                    .with(TokenKind.REASONING, 8)
                    .with(TokenKind.TEXT_INPUT, 90)
                    .with(TokenKind.IMAGE_INPUT, 10)));
    call.complete();
  }

  private static String names(RecordedTelemetry telemetry) {
    StringBuilder text = new StringBuilder();
    for (SpanData span : telemetry.spans()) {
      text.append("span ").append(span.getName()).append(' ').append(span.getKind()).append('\n');
      new TreeMap<>(
              span.getAttributes().asMap().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          entry -> entry.getKey().getKey(), entry -> entry.getKey().getType())))
          .forEach(
              (key, type) -> text.append("  ").append(key).append(' ').append(type).append('\n'));
    }
    new TreeMap<>(telemetry.metrics())
        .entrySet().stream()
            .filter(metric -> metric.getKey().startsWith("gen_ai."))
            .forEach(
                metric -> {
                  text.append("metric ")
                      .append(metric.getKey())
                      .append(' ')
                      .append(metric.getValue().getType())
                      .append(' ')
                      .append(metric.getValue().getUnit())
                      .append('\n');
                  labels(metric.getValue().getData().getPoints().stream().toList(), text);
                });
    return text.toString();
  }

  private static void labels(List<? extends PointData> points, StringBuilder text) {
    TreeSet<String> labels = new TreeSet<>();
    points.forEach(point -> labels.add(String.valueOf(new TreeMap<>(asText(point)))));
    labels.forEach(label -> text.append("  ").append(label).append('\n'));
  }

  private static Map<String, Object> asText(PointData point) {
    return point.getAttributes().asMap().entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().getKey(), entry -> entry.getValue()));
  }

  private static String golden(String semconv) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            GenAiGoldenTest.class.getResourceAsStream("/genai/" + semconv + ".txt"))) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
