/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * One run of an application that asks models, and all that it left behind. Runs are kept: whoever
 * asks for the same one again, on whatever thread, gets it without another JVM.
 *
 * @param app what ran
 * @param facts what it saw, a line per fact
 * @param spans all that were exported
 * @param metrics the last value of each
 * @param requests what the model server was asked
 * @param port where the model server listened
 */
public record GenAiContractRun(
    GenAiApp app,
    List<String> facts,
    List<SpanRecord> spans,
    List<MetricPoint> metrics,
    List<LoggedRequest> requests,
    int port) {

  private static final int SECONDS_MAX = 240;
  private static final String FACT = "\\[[a-z0-9-]+\\].*";
  private static final String SCENARIOS = "[scenarios] ";
  private static final String OVER = "] over";

  /** Less than the default: what falls silent need not be silent for longer. */
  private static final String STALLS = "-Dstreamscope.stream.stall-threshold=800ms";

  private static final KeptRuns<Key, GenAiContractRun> RUNS = new KeptRuns<>(GenAiContractRun::run);

  /** A run of all scenarios; waits for it. */
  public static GenAiContractRun of(GenAiApp app, Setup setup, String... options) {
    return of(List.of(), app, setup, options);
  }

  /**
   * A run of some scenarios; waits for it.
   *
   * @throws org.opentest4j.TestAbortedException if there is no such JDK
   */
  public static GenAiContractRun of(
      List<String> scenarios, GenAiApp app, Setup setup, String... options) {
    return RUNS.of(new Key(scenarios, app, setup, List.of(options)));
  }

  /** Begins a run unless it has begun. */
  public static void begin(List<String> scenarios, GenAiApp app, Setup setup, String... options) {
    RUNS.begin(new Key(scenarios, app, setup, List.of(options)));
  }

  private static GenAiContractRun run(Key key) {
    GenAiApp app = key.app;
    try (OtlpSink sink = new OtlpSink();
        FakeLlm server = FakeLlm.start(FakeLlmOptions.defaults())) {
      try (AppUnderTest process = launch(key, sink, server)) {
        process.awaitEnd(SECONDS_MAX);
        List<String> facts = process.output().stream().filter(line -> line.matches(FACT)).toList();
        assertThat(facts).as("output of the application").endsWith("[done]");
        return new GenAiContractRun(
            app,
            facts,
            sink.spans(),
            sink.metrics(),
            server.awaitRequests(app::isCall, calls(app, facts), Duration.ofSeconds(30)),
            server.port());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static AppUnderTest launch(Key key, OtlpSink sink, FakeLlm server) {
    AppUnderTest.Builder builder =
        AppUnderTest.of(
                key.app.mainClass(),
                AppUnderTest.classesOf(key.app.module()),
                AppUnderTest.libraries(key.app.classPath()))
            .with(key.setup)
            .options(STALLS)
            .options(key.options.toArray(String[]::new))
            .arguments(key.app.baseUrl(server))
            .arguments(key.scenarios.toArray(String[]::new));
    if (key.setup.agentVersion() != null) {
      builder.exportingTo(sink);
    }
    return builder.launch();
  }

  /** What was called by all that is over, what warms up the application included. */
  private static int calls(GenAiApp app, List<String> facts) {
    return facts.stream()
        .filter(fact -> fact.endsWith(OVER))
        .mapToInt(fact -> app.calls(fact.substring(1, fact.length() - OVER.length())))
        .sum();
  }

  /** The scenarios that the application said it would play. */
  public List<String> scenarios() {
    return facts.stream()
        .filter(fact -> fact.startsWith(SCENARIOS))
        .flatMap(fact -> Arrays.stream(fact.substring(SCENARIOS.length()).split(" ", -1)))
        .toList();
  }

  /** Whether the application plays a scenario. */
  public boolean plays(String scenario) {
    return scenarios().contains(scenario);
  }

  /** What the application saw in one scenario. */
  public List<String> facts(String scenario) {
    return facts.stream().filter(fact -> fact.startsWith("[" + scenario + "] ")).toList();
  }

  /** What the model server was asked by one scenario. */
  public List<LoggedRequest> requests(String scenario) {
    return requests.stream().filter(request -> scenario.equals(app.model(request))).toList();
  }

  /** The spans of model calls of one scenario, whoever made them. */
  public List<SpanRecord> chats(String scenario) {
    return chats().stream()
        .filter(span -> scenario.equals(span.attribute("gen_ai.request.model")))
        .toList();
  }

  /** The spans of all model calls. */
  public List<SpanRecord> chats() {
    return spans.stream().filter(span -> span.attribute("gen_ai.operation.name") != null).toList();
  }

  /** All spans of the trace of another one. */
  public List<SpanRecord> traceOf(SpanRecord span) {
    return spans.stream().filter(other -> other.traceId().equals(span.traceId())).toList();
  }

  private record Key(List<String> scenarios, GenAiApp app, Setup setup, List<String> options) {}
}
