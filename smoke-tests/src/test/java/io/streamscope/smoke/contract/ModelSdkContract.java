/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.ModelSdkContractRun.fault;
import static io.streamscope.smoke.contract.ModelSdkContractRun.isMocked;
import static io.streamscope.smoke.contract.ModelSdkContractRun.models;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.ModelSdkContractRun.Play;
import io.streamscope.smoke.support.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** The agent tells all it can. */
  private static final String DEBUG = "-Dotel.javaagent.debug=true";

  private static final Set<String> ANSWERED = Set.of("none", "retry-then-fine", "leave");

  /** What the SDKs that make spans of their own would call them. */
  private static final String SDK_SCOPES = "com\\.(anthropic|openai|google)\\..*";

  private final Cell cell;
  private final Play play;

  /** A contract for one SDK, which the class path has, and one way of running. */
  protected ModelSdkContract(Cell cell) {
    this(cell, playOf(cell));
  }

  ModelSdkContract(Cell cell, Play play) {
    this.cell = cell;
    this.play = play;
  }

  /** How a cell is run; whose advice is called also tells all it can. */
  static Play playOf(Cell cell) {
    return cell.setup().indy() ? Play.ALL.with(DEBUG) : Play.ALL;
  }

  /** Both at the same time: they mostly wait. */
  @BeforeAll
  void begin() {
    if (cell.setup().java() != null) {
      ModelSdkContractRun.begin(cell.alone(), play);
      ModelSdkContractRun.begin(cell, play);
    }
  }

  final Cell cell() {
    return cell;
  }

  final ModelSdkContractRun run() {
    return ModelSdkContractRun.of(cell, play);
  }

  private ModelSdkContractRun alone() {
    return ModelSdkContractRun.of(cell.alone(), play);
  }

  /** Whether the requests of an SDK that tries again are known to be one call. */
  boolean joinsAttempts() {
    return true;
  }

  final Stream<String> scenarios() {
    return run().facts().keySet().stream();
  }

  /** The calls of a scenario, in their order. */
  private List<ModelSdkContractSpan> spans(String scenario) {
    List<ModelSdkContractSpan> spans = new ArrayList<>();
    for (String model : models(scenario)) {
      spans.addAll(ModelSdkContractSpan.all(run(), scenario, model));
    }
    assertThat(spans)
        .as("model calls of %s: %s", scenario, run().trace(scenario))
        .hasSize(models(scenario).size() * (joinsAttempts() ? 1 : run().attempts(scenario)));
    return spans;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void calls_areSpansWithAllThatIsKnown(String scenario) {
    List<ModelSdkContractSpan> spans = spans(scenario);
    if (spans.isEmpty()) {
      return;
    }
    for (ModelSdkContractSpan before : spans.subList(0, spans.size() - 1)) {
      if (fault(scenario).equals("then-compose")) {
        before.answered();
      } else {
        before.failed(null);
      }
    }
    new ModelSdkExpectation(scenario, readsTheAnswer(scenario), joinsAttempts())
        .check(spans.get(spans.size() - 1));
  }

  /** Whether an adapter sees what the application sees, and not only what passes as HTTP. */
  boolean readsTheAnswer(String scenario) {
    return cell.classPath().startsWith("openai-") && scenario.startsWith("chat-completions");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void attempts_areCounted(String scenario) {
    int attempts = joinsAttempts() ? run().attempts(scenario) : 1;
    spans(scenario).forEach(span -> span.attempts(attempts));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void calls_areBelowTheirCaller(String scenario) {
    List<ModelSdkContractSpan> spans = spans(scenario);
    for (int i = 0; i < spans.size(); i++) {
      spans.get(i).inItsPlace(!losesTheCaller(scenario, i));
    }
  }

  /** Whether a call is made where nobody knows any more who has asked for it. */
  boolean losesTheCaller(String scenario, int place) {
    return false;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void httpSpans_areBelowTheCall(String scenario) {
    List<String> calls = ids(spans(scenario));

    assertThat(run().spans())
        .filteredOn(span -> onTheWire(scenario).contains(span.spanId()))
        .as("HTTP spans of %s", scenario)
        .hasSameSizeAs(onTheWire(scenario))
        .allSatisfy(span -> assertThat(span.parentSpanId()).isIn(calls));
  }

  private static List<String> ids(List<ModelSdkContractSpan> spans) {
    return spans.stream().map(span -> span.span().spanId()).toList();
  }

  /** The spans that the server was told. */
  private List<String> onTheWire(String scenario) {
    return run().requests(scenario).stream()
        .map(request -> request.header("traceparent").split("-")[2])
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void nothingElse_isInTheTrace(String scenario) {
    List<String> known = new ArrayList<>(ids(spans(scenario)));
    known.addAll(onTheWire(scenario));

    String scope = ModelSdkCall.of(scenario).sdk().scope();
    assertThat(run().trace(scenario))
        .allMatch(
            span ->
                span.kind().equals("SERVER")
                    || known.contains(span.spanId())
                    || span.scopeName().equals(scope));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void metrics_haveOneRecordPerCall(String scenario) {
    for (String model : models(scenario)) {
      new ModelSdkContractMetrics(run(), model).recordedOnceEach();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void server_isAskedAsOftenAsTheSdkTries(String scenario) {
    List<LoggedRequest> requests = run().requests(scenario);

    assertThat(requests).hasSize(models(scenario).size() * run().attempts(scenario));
    if (fault(scenario).equals("retry-after")) {
      assertThat(Duration.between(requests.get(0).startedAt(), requests.get(1).startedAt()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void clientThatAnswersByItself_isSeenByNobody() {
    assertThat(run().facts().entrySet())
        .filteredOn(entry -> isMocked(entry.getKey()))
        .allSatisfy(
            mocked -> {
              assertThat(mocked.getValue()).anyMatch(fact -> fact.contains("canned"));
              assertThat(run().trace(mocked.getKey())).hasSize(1);
              assertThat(run().requests(mocked.getKey())).isEmpty();
            });
  }

  /** Neither what was asked nor any piece of an answer. */
  @Test
  void nothingThatWasSaid_isExported() {
    assertThat(run().spans())
        .isNotEmpty()
        .filteredOn(span -> !quotesByItself(span))
        .allSatisfy(span -> assertThat(span.toString()).doesNotContain(AppOutput.SAID));
    assertThat(run().metrics())
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.toString()).doesNotContain(AppOutput.SAID));
  }

  /** What an SDK puts on a span of its own when it cannot read an answer is not ours. */
  private static boolean quotesByItself(SpanRecord span) {
    String model = String.valueOf(span.attribute("gen_ai.request.model"));
    return model.endsWith(".malformed")
        && span.scopeName().equals(ModelSdkCall.of(model).sdk().scope());
  }

  @Test
  void nothingThatWasSaid_isLogged() {
    AppOutput output = run().output();

    assertThat(output.lines()).isPositive();
    if (cell.setup().indy()) {
      assertThat(output.debugged()).isGreaterThan(100);
    }
    assertThat(output.quotes()).isEmpty();
  }

  @Test
  void spansOfTheSdk_areNotThere() {
    assertThat(run().spans()).noneMatch(span -> span.scopeName().matches(SDK_SCOPES));
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    Map<String, List<String>> alone = alone().facts();

    assertThat(alone).isNotEmpty();
    assertThat(run().facts()).isEqualTo(alone);
  }

  /** An SDK that cannot read the model server's answers proves nothing. */
  @Test
  void answers_areUnderstood() {
    run()
        .facts()
        .forEach(
            (scenario, facts) -> {
              if (ANSWERED.contains(fault(scenario))) {
                assertThat(facts).as(scenario).noneMatch(fact -> fact.contains("] failed "));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whatTheServerIsAsked_isTheSame(String scenario) {
    assertThat(asked(run(), scenario)).isEqualTo(asked(alone(), scenario));
  }

  private static List<String> asked(ModelSdkContractRun run, String scenario) {
    return run.requests(scenario).stream().map(AskedModels::text).toList();
  }
}
