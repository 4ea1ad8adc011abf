/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.GenAiContractRun;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only one of the agent's openai module and ours is on, and the user has the last word. */
class OpenAiSwitchesSmokeTest {

  private static final String CLASS_PATH = "openai-4.100";
  private static final String OURS = "io.streamscope.";
  private static final String STOCK = "io.opentelemetry.openai-java-";
  private static final List<String> SOME = List.of("stream", "blocking");

  private static List<String> genAiScopes(GenAiContractRun run) {
    return run.spans().stream()
        .filter(span -> span.attribute("gen_ai.operation.name") != null)
        .map(SpanRecord::scopeName)
        .distinct()
        .toList();
  }

  private static void onlyTheStockModuleIsOn(GenAiContractRun run) {
    assertThat(genAiScopes(run)).singleElement().asString().startsWith(STOCK);
    assertThat(run.spans()).noneMatch(span -> span.scopeName().startsWith(OURS + "openai"));
    assertThat(run.chats("stream")).hasSize(1);
    assertThat(run.chats("blocking")).hasSize(1);
    assertThat(run.metrics())
        .noneMatch(point -> point.name().startsWith("gen_ai.client.operation.time_to_first_chunk"));
  }

  @Test
  void stockAgentAlone_doesHarmThatWeUndo() {
    List<String> harmed = List.of("early-close", "consumer-throws", "dropped");
    GenAiContractRun alone = GenAiContractRun.of(CLASS_PATH, Setup.BARE);
    Setup stock = new Setup(Setup.NEWEST.agentVersion(), false, false, 0);
    GenAiContractRun withStock = GenAiContractRun.of(harmed, CLASS_PATH, stock);
    GenAiContractRun withUs = GenAiContractRun.of(CLASS_PATH, Setup.NEWEST);

    for (String scenario : harmed) {
      assertThat(withStock.facts(scenario)).isNotEqualTo(alone.facts(scenario));
      assertThat(withUs.facts(scenario)).isEqualTo(alone.facts(scenario));
    }
    assertThat(withStock.facts("early-close"))
        .anyMatch(fact -> fact.contains("OpenAIInvalidDataException: `finish_reason` is null"));
    assertThat(withStock.chats("early-close")).isEmpty();
    assertThat(withUs.chats("early-close")).hasSize(1);
  }

  @Test
  void stockModuleAskedFor_makesOursStandBack() {
    onlyTheStockModuleIsOn(
        GenAiContractRun.of(
            SOME, CLASS_PATH, Setup.NEWEST, "-Dotel.instrumentation.openai.enabled=true"));
  }

  @Test
  void ownModuleSwitchedOff_givesTheStockOneBack() {
    onlyTheStockModuleIsOn(
        GenAiContractRun.of(
            SOME, CLASS_PATH, Setup.NEWEST, "-Dotel.instrumentation.openai-stream.enabled=false"));
  }

  @Test
  void everythingSwitchedOff_isTheStockAgent() {
    GenAiContractRun run =
        GenAiContractRun.of(SOME, CLASS_PATH, Setup.NEWEST, "-Dstreamscope.enabled=false");

    onlyTheStockModuleIsOn(run);
    assertThat(run.spans()).noneMatch(span -> span.scopeName().startsWith(OURS));
    assertThat(run.metrics()).noneMatch(point -> point.name().startsWith("streamscope."));
  }
}
