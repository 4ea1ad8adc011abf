/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The application that asks models where somebody else makes the span, which has played all its
 * scenarios; once for each way to run it.
 *
 * @param facts what the application saw, by scenario
 * @param spans all that were exported
 * @param metrics the last value of each
 * @param requests what the model server was asked
 */
record ForeignSpansRun(
    Map<String, List<String>> facts,
    List<SpanRecord> spans,
    List<MetricPoint> metrics,
    List<LoggedRequest> requests) {

  private static final KeptRuns<Key, ForeignSpansRun> RUNS = new KeptRuns<>(ForeignSpansRun::run);

  /**
   * Runs it, unless it has run.
   *
   * @param whom whom the application asks, and how
   */
  static ForeignSpansRun of(String classPath, Setup setup, String whom, String... options) {
    setup.assumeInstalled();
    return RUNS.of(new Key(classPath, setup, whom, List.of(options)));
  }

  private static ForeignSpansRun run(Key key) {
    try (OtlpSink sink = new OtlpSink();
        FakeLlm server = FakeLlm.start(FakeLlmOptions.defaults())) {
      Map<String, List<String>> facts = new LinkedHashMap<>();
      try (AppUnderTest app = start(key, sink, server)) {
        for (String scenario : lines(app.url() + "/scenarios")) {
          facts.put(scenario, lines(app.url() + "/run?scenario=" + scenario));
        }
        if (key.setup.agentVersion() != null) {
          sink.awaitSpans(spans -> runs(spans) >= facts.size(), PATIENCE);
        }
      }
      return new ForeignSpansRun(
          facts, sink.spans(), sink.metrics(), server.awaitRequests(facts.size(), PATIENCE));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static AppUnderTest start(Key key, OtlpSink sink, FakeLlm server) {
    AppUnderTest.Builder builder =
        AppUnderTest.of(
                "io.streamscope.foreignspans.ForeignSpans",
                AppUnderTest.classesOf("foreign-spans"),
                AppUnderTest.libraries(key.classPath))
            .with(key.setup)
            .options(key.options.toArray(new String[0]))
            .arguments(server.rootUrl(), key.whom);
    if (key.setup.agentVersion() != null) {
      builder.exportingTo(sink);
    }
    return builder.start();
  }

  private static List<String> lines(String url) {
    return Http.body(Http.get(url)).lines().filter(line -> !line.isBlank()).toList();
  }

  private static long runs(List<SpanRecord> spans) {
    return spans.stream().filter(span -> span.name().equals("GET /run")).count();
  }

  /** The spans of calls to the model of one scenario, whoever made them. */
  List<SpanRecord> calls(String scenario) {
    return spans.stream()
        .filter(span -> span.attribute("gen_ai.operation.name") != null)
        .filter(span -> isOf(scenario, span.attribute("gen_ai.request.model")))
        .toList();
  }

  /** The only one. */
  SpanRecord call(String scenario) {
    List<SpanRecord> calls = calls(scenario);
    assertThat(calls).as("model calls of %s", scenario).hasSize(1);
    return calls.get(0);
  }

  /** All spans that have a trace in common with one, but for those of that scope. */
  List<SpanRecord> besides(SpanRecord one, String scope) {
    return spans.stream()
        .filter(span -> span.traceId().equals(one.traceId()))
        .filter(span -> !span.scopeName().startsWith(scope))
        .toList();
  }

  /** The request in which a span was made. */
  SpanRecord caller(SpanRecord span) {
    return spans.stream()
        .filter(each -> each.kind().equals("SERVER") && each.traceId().equals(span.traceId()))
        .findFirst()
        .orElseThrow();
  }

  /** The values of a metric for the model of one scenario. */
  List<MetricPoint> metric(String name, String scenario) {
    return metrics.stream()
        .filter(point -> point.name().equals(name))
        .filter(point -> isOf(scenario, point.attributes().get("gen_ai.request.model")))
        .toList();
  }

  private static boolean isOf(String scenario, Object model) {
    return Objects.equals(model, scenario) || Objects.equals(model, "anthropic.claude-" + scenario);
  }

  private record Key(String classPath, Setup setup, String whom, List<String> options) {}
}
