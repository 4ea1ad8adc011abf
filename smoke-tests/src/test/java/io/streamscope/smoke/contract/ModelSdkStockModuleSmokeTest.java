/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.ModelSdkContractRun.Play;
import io.streamscope.smoke.support.Cell;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With our module of an SDK switched off others have their turn: the agent's own for openai-java,
 * anthropic-java itself since 2.72. What they make a span of passes as HTTP as well, and is still
 * one call.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelSdkStockModuleSmokeTest {

  private static final Play PLAY =
      new Play(
          ".*\\.none",
          List.of(ModelSdkWireContract.OPENAI_OFF, ModelSdkWireContract.ANTHROPIC_OFF));
  private static final Cell OPENAI = Cell.of("openai-4.100", "newest inlined 17");
  private static final Cell ANTHROPIC = Cell.of("anthropic-3.14", "newest inlined 17");
  private static final String STOCK = "io.opentelemetry.openai-java-";
  private static final String NATIVE = "com.anthropic.";

  /** Both at once: they mostly wait. */
  @BeforeAll
  void begin() {
    ModelSdkContractRun.begin(OPENAI, PLAY);
    ModelSdkContractRun.begin(ANTHROPIC, PLAY);
  }

  private static Stream<String> scenarios(Cell cell) {
    return ModelSdkContractRun.of(cell, PLAY).facts().keySet().stream()
        .filter(scenario -> !ModelSdkContractRun.isMocked(scenario));
  }

  static Stream<String> openAi() {
    return scenarios(OPENAI);
  }

  static Stream<String> anthropic() {
    return scenarios(ANTHROPIC);
  }

  /** The name of who makes the only span of a call. */
  private static String scope(Cell cell, String scenario) {
    List<SpanRecord> calls =
        ModelSdkContractRun.of(cell, PLAY).trace(scenario).stream()
            .filter(ModelSdkContractRun::isCall)
            .toList();
    assertThat(calls).as("calls of %s", scenario).hasSize(1);
    return calls.get(0).scopeName();
  }

  @ParameterizedTest
  @MethodSource("openAi")
  void callThatTheAgentKnows_isOneSpan(String scenario) {
    boolean known = scenario.startsWith("chat-completions") || scenario.startsWith("embeddings");

    assertThat(scope(OPENAI, scenario)).startsWith(known ? STOCK : "io.streamscope.");
  }

  @ParameterizedTest
  @MethodSource("anthropic")
  void callThatTheSdkKnows_isOneSpan(String scenario) {
    assertThat(scope(ANTHROPIC, scenario)).startsWith(NATIVE);
  }
}
