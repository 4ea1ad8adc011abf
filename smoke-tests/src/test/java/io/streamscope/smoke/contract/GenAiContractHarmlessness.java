/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.MetricPoint;
import io.streamscope.smoke.support.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Nobody can tell from the application, nor from the model server, whether we are there. The
 * yardstick is the application without any agent.
 */
abstract class GenAiContractHarmlessness extends GenAiContractNested {

  private static final String NO_SAMPLES = "-Dotel.traces.sampler=always_off";

  GenAiContractHarmlessness(Cell cell, GenAiApp app) {
    super(cell, app);
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    assertThat(run().facts()).isEqualTo(alone().facts());
  }

  @Test
  void whatTheModelServerIsAsked_isTheSame() {
    assertThat(asked(run())).isEqualTo(asked(alone()));
  }

  /** Requests by model; how they end counts, too. Only the trace context is ours to add. */
  private Map<String, List<String>> asked(GenAiContractRun run) {
    Map<String, List<String>> asked = new TreeMap<>();
    for (LoggedRequest request : run.requests()) {
      Map<String, String> headers = new TreeMap<>(request.headers());
      headers.keySet().removeAll(List.of("traceparent", "tracestate", "baggage"));
      asked
          .computeIfAbsent(app().model(request), key -> new ArrayList<>())
          .add(
              "%s %s %s %s -> %d %s"
                  .formatted(
                      request.method(),
                      request.path(),
                      headers,
                      request.body(),
                      request.status(),
                      request.outcome()));
    }
    asked.values().forEach(requests -> requests.sort(null));
    return asked;
  }

  /** Only for a cell that asks for it: it costs a JVM. */
  @TestFactory
  List<DynamicTest> withoutSamples() {
    if (!cell().details().contains(UNSAMPLED)) {
      return List.of();
    }
    GenAiContractRun unsampled = GenAiContractRun.of(app(), cell().setup(), NO_SAMPLES);
    return List.of(
        dynamicTest(
            "whatTheApplicationSees_isTheSameWithoutSamples",
            () -> assertThat(unsampled.facts()).isEqualTo(alone().facts())),
        dynamicTest("spans_areNone", () -> assertThat(unsampled.spans()).isEmpty()),
        dynamicTest(
            "metrics_doNotDependOnSampling",
            () ->
                assertThat(series(unsampled)).containsExactlyInAnyOrderElementsOf(series(run()))));
  }

  /** All but times: names, attributes, how often recorded, and the sums of what is no time. */
  private static List<String> series(GenAiContractRun run) {
    List<String> series = new ArrayList<>();
    for (MetricPoint point : run.metrics()) {
      if (point.name().startsWith("gen_ai.") || point.name().startsWith("streamscope.")) {
        Map<String, Object> attributes = new TreeMap<>(point.attributes());
        attributes.replace("server.port", (long) run.port(), "that of the model server");
        series.add(
            "%s%s = %s %d %s %s"
                .formatted(
                    point.name(),
                    attributes,
                    point.type(),
                    point.count(),
                    point.unit().equals("s") ? "" : point.sum(),
                    point.unit()));
      }
    }
    assertThat(series).isNotEmpty();
    return series;
  }
}
