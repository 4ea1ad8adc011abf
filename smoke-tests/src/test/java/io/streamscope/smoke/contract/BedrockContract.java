/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of Amazon Bedrock asked with the AWS SDK: the span of each call is that of the agent's own
 * module, and what that lacks is on it. With that module off there is one of ours.
 */
@Tested("models asked with the AWS SDK, blocking calls with %s")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BedrockContract {

  private static final String STOCK = "io.opentelemetry.aws-sdk-2.2";
  private static final String STOCK_OFF = "-Dotel.instrumentation.aws-sdk.enabled=false";
  private static final String OURS = "io.streamscope.";
  private static final String OUTCOME = "streamscope.stream.outcome";
  private static final long ANSWER_CHUNKS = 13;

  /** The agent's module does not end the span of a stream that the application leaves. */
  private static final Set<String> LEFT = Set.of("early-close", "cancel");

  private static final Set<String> TRIED_AGAIN =
      Set.of("status-429", "status-500", "retry-then-fine");

  private final Cell cell;

  /** A contract for one version of the SDK and one way of running. */
  protected BedrockContract(Cell cell) {
    this.cell = cell;
  }

  private ForeignSpansRun run() {
    return ForeignSpansRun.of(cell.classPath(), cell.setup(), cell.detail());
  }

  private ForeignSpansRun withoutTheirs() {
    return ForeignSpansRun.of(cell.classPath(), cell.setup(), cell.detail(), STOCK_OFF);
  }

  private ForeignSpansRun alone() {
    Setup bare = Setup.BARE.onJava(cell.setup().javaVersion());
    return ForeignSpansRun.of(cell.classPath(), bare, cell.detail());
  }

  private Stream<String> scenarios() {
    return run().facts().keySet().stream().filter(scenario -> !isMisread(scenario));
  }

  /**
   * The JDK's connections take a cut for the end of an answer. What has come of it is no JSON: the
   * agent's own module throws at it, into the application, and records what it throws.
   */
  private boolean isMisread(String scenario) {
    return cell.detail().equals("url-connection") && scenario.equals("invoke.drop");
  }

  private Stream<String> endingScenarios() {
    return scenarios().filter(scenario -> !LEFT.contains(fault(scenario)));
  }

  /** Nobody tells us that requests belong together where the agent's module does not. */
  private Stream<String> scenariosOfOneRequest() {
    return scenarios().filter(scenario -> !isTriedAgain(scenario));
  }

  /** A document that breaks off is tried again, too. */
  private static boolean isTriedAgain(String scenario) {
    String fault = fault(scenario);
    return TRIED_AGAIN.contains(fault) || (fault.equals("drop") && !isStream(scenario));
  }

  private static String scenario(SpanRecord span) {
    return String.valueOf(span.attribute("gen_ai.request.model")).replace("anthropic.claude-", "");
  }

  private static String fault(String scenario) {
    return scenario.substring(scenario.indexOf('.') + 1);
  }

  private static boolean isStream(String scenario) {
    return scenario.contains("-stream.");
  }

  @ParameterizedTest
  @MethodSource("endingScenarios")
  void call_isTheSpanOfTheAgentsModule(String scenario) {
    SpanRecord span = run().call(scenario);

    assertThat(span.scopeName()).isEqualTo(STOCK);
    assertThat(span.parentSpanId()).isEqualTo(run().caller(span).spanId());
    assertThat(run().besides(span, STOCK)).noneMatch(each -> each.scopeName().startsWith(OURS));
  }

  @ParameterizedTest
  @MethodSource("endingScenarios")
  void whatThatLacks_isOnIt(String scenario) {
    told(run().call(scenario), scenario);
  }

  @ParameterizedTest
  @MethodSource("scenariosOfOneRequest")
  void callWithoutThatModule_isASpanOfOurs(String scenario) {
    SpanRecord span = withoutTheirs().call(scenario);

    assertThat(span.scopeName()).startsWith(OURS);
    has(span, "gen_ai.provider.name", "aws.bedrock");
    has(span, "gen_ai.request.max_tokens", 100L);
    told(span, scenario);
  }

  private static void told(SpanRecord span, String scenario) {
    String fault = fault(scenario);
    has(
        span,
        "gen_ai.usage.input_tokens",
        isAnswered(fault) ? Long.valueOf(7) : inputBefore(scenario));
    if (isAnswered(fault)) {
      has(span, "gen_ai.usage.output_tokens", ANSWER_CHUNKS);
      has(span, "gen_ai.response.finish_reasons", List.of("end_turn"));
      assertThat(span.statusCode()).as("%s", span).isEqualTo("UNSET");
    } else if (!LEFT.contains(fault) && !isTakenForTheEnd(span, scenario)) {
      assertThat(span.statusCode()).as("%s", span).isEqualTo("ERROR");
    }
    has(span, "streamscope.genai.attempts", isTriedAgain(scenario) ? 2L : null);
    if (isStream(scenario)) {
      streamed(span, fault);
    } else {
      has(span, OUTCOME, null);
    }
  }

  /** The SDK's HTTP client takes a connection that is cut for the end of a stream; we do not. */
  private static boolean isTakenForTheEnd(SpanRecord span, String scenario) {
    return span.scopeName().equals(STOCK) && fault(scenario).equals("drop") && isStream(scenario);
  }

  private static boolean isAnswered(String fault) {
    return fault.equals("none") || fault.equals("retry-then-fine");
  }

  /** Claude tells at the beginning what it has read. */
  private static @Nullable Long inputBefore(String scenario) {
    boolean begun = !fault(scenario).startsWith("status");
    return scenario.startsWith("invoke-stream") && begun ? 7L : null;
  }

  private static void streamed(SpanRecord span, String fault) {
    switch (fault) {
      case "none", "retry-then-fine" -> {
        has(span, OUTCOME, "complete");
        has(span, "streamscope.stream.chunk.count", ANSWER_CHUNKS);
      }
      case "status-429", "status-500" -> has(span, OUTCOME, "error");
      case "drop", "error-event" -> {
        has(span, OUTCOME, "error");
        has(span, "streamscope.stream.chunk.count", 3L);
        assertThat(span.attribute("error.type")).as("%s", span).isNotNull();
      }
      default -> has(span, OUTCOME, "cancelled");
    }
    if (!fault.startsWith("status")) {
      has(span, "streamscope.stream.protocol", "chunked");
      has(span, "gen_ai.request.stream", true);
      assertThat(number(span, "gen_ai.response.time_to_first_chunk")).isBetween(0.0, 20.0);
      assertThat(number(span, "streamscope.stream.bytes")).isPositive();
    }
  }

  private static void has(SpanRecord span, String key, @Nullable Object value) {
    assertThat(span.attribute(key)).as("%s of %s", key, span).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("endingScenarios")
  void metrics_areNotDoubled(String scenario) {
    recordedOnce(run(), scenario);
  }

  @ParameterizedTest
  @MethodSource("scenariosOfOneRequest")
  void metricsWithoutThatModule_areOurs(String scenario) {
    recordedOnce(withoutTheirs(), scenario);
  }

  private static void recordedOnce(ForeignSpansRun run, String scenario) {
    assertThat(run.metric("gen_ai.client.operation.duration", scenario))
        .extracting(MetricPoint::count)
        .as("durations of %s", scenario)
        .containsExactly(1L);
    assertThat(run.metric("gen_ai.client.token.usage", scenario))
        .extracting(MetricPoint::count)
        .as("usages of %s", scenario)
        .hasSizeLessThanOrEqualTo(2)
        .allMatch(count -> count == 1);
    boolean begun = isStream(scenario) && !fault(scenario).startsWith("status");
    assertThat(run.metric("gen_ai.client.operation.time_to_first_chunk", scenario))
        .extracting(MetricPoint::count)
        .as("first chunks of %s", scenario)
        .isEqualTo(begun ? List.of(1L) : List.of());
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    assertThat(alone().facts()).isNotEmpty();
    assertThat(certain(withoutTheirs())).isEqualTo(certain(alone()));
    assertThat(read(run())).isEqualTo(read(alone()));
  }

  private Map<String, List<String>> read(ForeignSpansRun run) {
    Map<String, List<String>> facts = certain(run);
    facts.keySet().removeIf(this::isMisread);
    return facts;
  }

  /** Of a call that is cancelled, the threads of the SDK tell the rest in any order. */
  private static Map<String, List<String>> certain(ForeignSpansRun run) {
    Map<String, List<String>> facts = new TreeMap<>(run.facts());
    facts.replaceAll(
        (scenario, lines) ->
            fault(scenario).equals("cancel")
                ? lines.stream().filter(line -> line.contains("] piece ")).toList()
                : lines);
    return facts;
  }

  /** Neither what was asked nor any piece of an answer. */
  @Test
  void nothingThatWasSaid_isExported() {
    for (ForeignSpansRun run : List.of(run(), withoutTheirs())) {
      assertThat(run.spans())
          .isNotEmpty()
          .filteredOn(span -> !span.scopeName().equals(STOCK) || !isMisread(scenario(span)))
          .allSatisfy(
              span ->
                  assertThat(span.toString())
                      .doesNotContain("How long is", "the warranty", "You asked", "test model"));
    }
  }
}
