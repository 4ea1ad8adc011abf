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

/**
 * Checks what was recorded of the calls of one model.
 *
 * @param run in which it was asked
 * @param model that was asked
 */
record ModelSdkContractMetrics(ModelSdkContractRun run, String model) {

  /** The duration of each call was recorded, and so were those tokens that it has as attributes. */
  void recordedOnceEach() {
    List<SpanRecord> calls = run.calls(model);
    assertThat(run.metric("gen_ai.client.operation.duration", model))
        .as("durations of %s", model)
        .isNotEmpty()
        .extracting(MetricPoint::count)
        .satisfies(counts -> assertThat(sum(counts)).isEqualTo(calls.size()));
    Map<String, Double> expected = new TreeMap<>();
    for (SpanRecord call : calls) {
      for (String type : List.of("input", "output")) {
        String key = "gen_ai.usage." + type + "_tokens";
        if (call.attribute(key) != null) {
          expected.merge(type, number(call, key), Double::sum);
        }
      }
    }
    Map<String, Double> recorded = new TreeMap<>();
    for (MetricPoint point : run.metric("gen_ai.client.token.usage", model)) {
      assertThat(point.count()).as("records of %s", point).isEqualTo(1);
      recorded.put(String.valueOf(point.attributes().get("gen_ai.token.type")), point.sum());
    }
    assertThat(recorded).as("tokens of %s", model).isEqualTo(expected);
  }

  private static long sum(List<? extends Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
