/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an application that asks models with the SDK of a provider has to show, whatever the SDK,
 * and that neither it nor the server can tell whether we are there. A test is run for each scenario
 * that the application plays: a way to ask and what happens to the call.
 */
@Tested("models asked with an SDK")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelSdkContract {

  private static final long CHUNKS_BEFORE_THE_FAULT = 3;

  /** Eight events were read; the SDK may have been handed a few more. */
  private static final long CHUNKS_BEFORE_THE_CLOSE = 30;

  /** What the SDKs that make spans of their own would call them. */
  private static final String SDK_SCOPES = "com\\.(anthropic|openai|google)\\..*";

  private final Cell cell;

  /** A contract for one SDK, which the class path has, and one way of running. */
  protected ModelSdkContract(Cell cell) {
    this.cell = cell;
  }

  /** Both at the same time: they mostly wait. */
  @BeforeAll
  void begin() {
    if (cell.setup().java() != null) {
      ModelSdkContractRun.begin(bare());
      ModelSdkContractRun.begin(cell);
    }
  }

  private Cell bare() {
    Setup alone = Setup.BARE.onJava(cell.setup().javaVersion());
    return new Cell(cell.classPath(), alone, cell.details());
  }

  private ModelSdkContractRun run() {
    return ModelSdkContractRun.of(cell);
  }

  private Stream<String> scenarios() {
    return run().facts().keySet().stream();
  }

  private ModelSdkContractSpan span(String scenario) {
    return ModelSdkContractSpan.only(run(), scenario);
  }

  private static String fault(String scenario) {
    return scenario.substring(scenario.indexOf('.') + 1);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void call_isOneSpanWithAllThatIsKnown(String scenario) {
    ModelSdkContractSpan span = span(scenario);
    switch (fault(scenario)) {
      case "none", "retry-then-fine" -> span.answered();
      case "status-429" -> span.failed(span.call().format().errors().limited());
      case "status-500" -> span.failed(span.call().format().errors().broken());
      case "drop" ->
          span.ended("error", CHUNKS_BEFORE_THE_FAULT, CHUNKS_BEFORE_THE_FAULT).failed(null);
      case "error-event" ->
          span.ended("error", CHUNKS_BEFORE_THE_FAULT, CHUNKS_BEFORE_THE_FAULT)
              .failed(span.call().format().errors().inStream());
      case "early-close" ->
          span.ended("cancelled", 1, CHUNKS_BEFORE_THE_CLOSE).has("error.type", null);
      default -> throw new AssertionError("no test looks at " + scenario);
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void attempts_areCounted(String scenario) {
    span(scenario).attempts(run().attempts(scenario));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void httpSpans_areBelowTheCall(String scenario) {
    span(scenario).inItsPlace();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void metrics_haveOneRecordPerCall(String scenario) {
    span(scenario).recordedOnce();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void server_isAskedAsOftenAsTheSdkTries(String scenario) {
    assertThat(run().requests(scenario)).hasSize(run().attempts(scenario));
  }

  /** Neither what was asked nor any piece of an answer. */
  @Test
  void nothingThatWasSaid_isExported() {
    assertThat(run().spans())
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.toString())
                    .doesNotContain("How long is", "the warranty", "You asked", "test model"));
  }

  @Test
  void spansOfTheSdk_areNotThere() {
    assertThat(run().spans()).noneMatch(span -> span.scopeName().matches(SDK_SCOPES));
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    Map<String, List<String>> alone = ModelSdkContractRun.of(bare()).facts();

    assertThat(alone).isNotEmpty();
    assertThat(run().facts()).isEqualTo(alone);
  }

  @Test
  void whatTheServerIsAsked_isTheSame() {
    assertThat(asked(run())).isEqualTo(asked(ModelSdkContractRun.of(bare())));
  }

  /** Only the trace context is ours to add. */
  private static Map<String, List<String>> asked(ModelSdkContractRun run) {
    Map<String, List<String>> asked = new TreeMap<>();
    for (String scenario : run.facts().keySet()) {
      asked.put(scenario, run.requests(scenario).stream().map(ModelSdkContract::text).toList());
    }
    return asked;
  }

  private static String text(LoggedRequest request) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.keySet().removeAll(List.of("traceparent", "tracestate", "baggage"));
    return "%s %s %s %s -> %s %s"
        .formatted(
            request.method(),
            request.path(),
            headers,
            request.body(),
            request.status(),
            request.outcome());
  }
}
