/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Runs an application with us and without any agent; each test looks at one of its scenarios. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GenAiContractScenarios {

  /** A cell with this detail also runs without samples. */
  static final String UNSAMPLED = "unsampled";

  private final Cell cell;
  private final GenAiApp app;
  private GenAiContractRun run;
  private GenAiContractRun alone;
  private String scenario = ""; // that of the test that runs; tests of one class share a thread

  GenAiContractScenarios(Cell cell, GenAiApp app) {
    if (!Set.of(UNSAMPLED).containsAll(cell.details())) {
      throw new IllegalArgumentException("unknown detail among " + cell.details());
    }
    this.cell = cell;
    this.app = app;
  }

  /** With what it runs. */
  public final Cell cell() {
    return cell;
  }

  /** What it runs. */
  public final GenAiApp app() {
    return app;
  }

  private Setup bare() {
    return Setup.BARE.onJava(cell.setup().javaVersion());
  }

  /** Both at once: they wait more than they work. */
  @BeforeAll
  void begin() {
    GenAiContractRun.begin(List.of(), app, cell.setup());
    GenAiContractRun.begin(List.of(), app, bare());
  }

  /** Not before all: Maven says nothing of tests that a class with a missing JDK leaves out. */
  @BeforeEach
  void assumeItIsPlayed(TestInfo test) {
    run = GenAiContractRun.of(app, cell.setup());
    alone = GenAiContractRun.of(app, bare());
    scenario = test.getTestMethod().map(GenAiContractScenarios::scenarioOf).orElse("");
    assumeTrue(
        scenario.isEmpty() || run.plays(scenario),
        () -> app.module() + " does not play " + scenario);
  }

  private static String scenarioOf(Method test) {
    Scenario named = test.getAnnotation(Scenario.class);
    return named == null ? "" : named.value();
  }

  final GenAiContractRun run() {
    return run;
  }

  /** The application without any agent, on the same JDK. */
  final GenAiContractRun alone() {
    return alone;
  }

  /** The scenario that the test looks at. */
  final String scenario() {
    return scenario;
  }

  /** The only call of the scenario that the test looks at. */
  final GenAiContractSpan chat() {
    return GenAiContractSpan.only(run, scenario);
  }

  @Test
  void everyScenarioOfTheApplication_isLookedAt() {
    Set<String> lookedAt = new TreeSet<>();
    for (Class<?> type = getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          lookedAt.add(scenarioOf(method));
        }
      }
    }

    assertThat(run.scenarios())
        .as("scenarios of %s", app.module())
        .isNotEmpty()
        .isSubsetOf(lookedAt);
    assertThat(run.scenarios())
        .allSatisfy(played -> assertThat(run.facts()).containsOnlyOnce("[" + played + "] over"));
  }
}
