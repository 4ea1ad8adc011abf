/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.GenAiContractRun;
import io.streamscope.smoke.contract.OpenAiApp;
import io.streamscope.smoke.support.Setup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Only one of the agent's openai module and ours is on, and the user has the last word. */
class OpenAiSwitchesSmokeTest {

  private static final OpenAiApp APP = new OpenAiApp("openai-4.100");
  private static final Setup SETUP = Setup.of("newest inlined 17");

  /** What the contract runs, too. */
  private static final Setup SHARED = Setup.of("newest called 25");

  private static final String OURS = "io.streamscope.";
  private static final String STOCK = "io.opentelemetry.openai-java-";
  private static final String STOCK_ON = "-Dotel.instrumentation.openai.enabled=true";
  private static final String OWN_OFF = "-Dotel.instrumentation.openai-stream.enabled=false";
  private static final String ALL_OFF = "-Dstreamscope.enabled=false";
  private static final List<String> SOME = List.of("stream", "blocking");
  private static final List<String> HARMED = List.of("early-close", "consumer-throws", "dropped");

  /** Two at once: they wait more than they work. */
  @BeforeAll
  static void begin() {
    GenAiContractRun.begin(SOME, APP, SETUP, STOCK_ON);
    GenAiContractRun.begin(SOME, APP, SETUP, OWN_OFF);
  }

  private static GenAiContractRun everythingOff() {
    List<String> scenarios = new ArrayList<>(SOME);
    scenarios.addAll(HARMED);
    return GenAiContractRun.of(scenarios, APP, SHARED, ALL_OFF);
  }

  private static List<String> genAiScopes(GenAiContractRun run) {
    return run.chats().stream().map(SpanRecord::scopeName).distinct().toList();
  }

  private static void onlyTheStockModuleIsOn(GenAiContractRun run) {
    assertThat(genAiScopes(run)).singleElement().asString().startsWith(STOCK);
    assertThat(run.spans()).noneMatch(span -> span.scopeName().startsWith(OURS + "openai"));
    assertThat(run.chats("stream")).hasSize(1);
    assertThat(run.chats("blocking")).hasSize(1);
  }

  /** What that module does not tell is on its spans, and what it counts is not counted twice. */
  private static void itsSpansAreEnriched(GenAiContractRun run) {
    assertThat(run.chats("stream").get(0).attributes())
        .containsEntry("streamscope.stream.outcome", "complete")
        .containsKey("gen_ai.response.time_to_first_chunk");
    for (String scenario : SOME) {
      assertThat(run.metrics())
          .filteredOn(point -> point.name().equals("gen_ai.client.operation.duration"))
          .filteredOn(point -> scenario.equals(point.attributes().get("gen_ai.request.model")))
          .extracting(MetricPoint::count)
          .containsExactly(1L);
    }
  }

  @Test
  void stockModuleAskedFor_makesOursStandBack() {
    GenAiContractRun run = GenAiContractRun.of(SOME, APP, SETUP, STOCK_ON);

    onlyTheStockModuleIsOn(run);
    itsSpansAreEnriched(run);
  }

  @Test
  void ownModuleSwitchedOff_givesTheStockOneBack() {
    GenAiContractRun run = GenAiContractRun.of(SOME, APP, SETUP, OWN_OFF);

    onlyTheStockModuleIsOn(run);
    itsSpansAreEnriched(run);
  }

  @Test
  void everythingSwitchedOff_isTheStockAgent() {
    GenAiContractRun run = everythingOff();

    onlyTheStockModuleIsOn(run);
    assertThat(run.spans()).noneMatch(span -> span.scopeName().startsWith(OURS));
    assertThat(run.metrics())
        .noneMatch(point -> point.name().startsWith("streamscope."))
        .noneMatch(point -> point.name().contains("time_to_first_chunk"));
  }

  @Test
  void stockModule_doesHarmThatWeUndo() {
    GenAiContractRun stock = everythingOff();
    GenAiContractRun alone = GenAiContractRun.of(APP, Setup.BARE.onJava(SHARED.javaVersion()));
    GenAiContractRun withUs = GenAiContractRun.of(APP, SHARED);

    for (String scenario : HARMED) {
      assertThat(stock.facts(scenario)).isNotEqualTo(alone.facts(scenario));
      assertThat(withUs.facts(scenario)).isEqualTo(alone.facts(scenario));
    }
    assertThat(stock.facts("early-close"))
        .anyMatch(fact -> fact.contains("OpenAIInvalidDataException: `finish_reason` is null"));
    assertThat(stock.chats("early-close")).isEmpty();
    assertThat(withUs.chats("early-close")).hasSize(1);
  }
}
