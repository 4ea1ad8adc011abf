/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.MetricPoint;
import io.streamscope.smoke.support.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Nobody can tell from the application, nor from the model server, whether we are there. The
 * yardstick is the application without any agent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HarmlessnessContract {

  private static final String NO_SAMPLES = "-Dotel.traces.sampler=always_off";

  private final String classPath;
  private final Setup setup;

  /** A contract for one version of the library and one way of running. */
  protected HarmlessnessContract(String classPath, Setup setup) {
    this.classPath = classPath;
    this.setup = setup;
  }

  private GenAiContractRun alone() {
    return GenAiContractRun.of(classPath, Setup.BARE);
  }

  private GenAiContractRun withUs() {
    return GenAiContractRun.of(classPath, setup);
  }

  private GenAiContractRun unsampled() {
    return GenAiContractRun.of(classPath, setup, NO_SAMPLES);
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    assertThat(withUs().facts()).isEqualTo(alone().facts());
  }

  @Test
  void whatTheModelServerIsAsked_isTheSame() {
    assertThat(asked(withUs())).isEqualTo(asked(alone()));
  }

  /** Requests by model; how they end counts, too. Only the trace context is ours to add. */
  private static Map<String, List<String>> asked(GenAiContractRun run) {
    Map<String, List<String>> asked = new TreeMap<>();
    for (LoggedRequest request : run.requests()) {
      Map<String, String> headers = new TreeMap<>(request.headers());
      headers.keySet().removeAll(List.of("traceparent", "tracestate", "baggage"));
      String model = GenAiContractRun.model(request);
      asked
          .computeIfAbsent(model, key -> new ArrayList<>())
          .add(
              request.method()
                  + " "
                  + request.path()
                  + " "
                  + headers
                  + " "
                  + request.body()
                  + " -> "
                  + request.status()
                  + " "
                  + request.outcome());
    }
    asked.values().forEach(requests -> requests.sort(null));
    return asked;
  }

  @Test
  void whatTheApplicationSees_isTheSameWithoutSamples() {
    assertThat(unsampled().facts()).isEqualTo(alone().facts());
    assertThat(unsampled().spans()).isEmpty();
  }

  @Test
  void metrics_doNotDependOnSampling() {
    assertThat(series(unsampled())).containsExactlyInAnyOrderElementsOf(series(withUs()));
  }

  /** All but times: names, attributes, how often recorded, and the sums of counters. */
  private static List<String> series(GenAiContractRun run) {
    List<String> series = new ArrayList<>();
    for (MetricPoint point : run.metrics()) {
      if (point.name().startsWith("gen_ai.") || point.name().startsWith("streamscope.")) {
        Map<String, Object> attributes = new TreeMap<>(point.attributes());
        attributes.replace("server.port", (long) run.port(), "that of the model server");
        boolean counter = point.type().endsWith("counter");
        double value = counter ? point.sum() : point.count();
        series.add(
            "%s%s = %s %s %s"
                .formatted(point.name(), attributes, point.type(), value, point.unit()));
      }
    }
    return series;
  }
}
