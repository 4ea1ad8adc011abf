/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.smoke.support.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The same of an SDK whose module is switched off: its calls are read where they pass as HTTP. What
 * is not known there, or said otherwise, is a list ({@link ModelSdkDifferences}).
 */
@Tested("models asked with an SDK, its module switched off")
public abstract class ModelSdkWireContract extends ModelSdkContract {

  /** The agent's own module would have its turn otherwise. */
  private static final String STOCK_OPENAI_OFF = "-Dotel.instrumentation.openai.enabled=false";

  /** A file for each SDK: a difference, a bar, what shows it. */
  private static final String LISTS =
      System.getProperty("project.root") + "/smoke-tests/src/test/resources/wire";

  static final String OPENAI_OFF = "-Dotel.instrumentation.openai-stream.enabled=false";
  static final String ANTHROPIC_OFF = "-Dotel.instrumentation.anthropic-stream.enabled=false";

  /** A contract for one SDK, which the class path has, and one way of running. */
  protected ModelSdkWireContract(Cell cell) {
    super(cell, playOf(cell).with(OPENAI_OFF, STOCK_OPENAI_OFF, ANTHROPIC_OFF));
  }

  /** Only the SDK knows which requests are one call. */
  @Override
  boolean joinsAttempts() {
    return false;
  }

  @Override
  boolean readsTheAnswer(String scenario) {
    return false;
  }

  /** The client makes another attempt on a thread of its own. */
  @Override
  boolean losesTheCaller(String scenario, int place) {
    boolean again = place > 0 && ModelSdkContractRun.models(scenario).size() == 1;
    return again && ModelSdkContractRun.way(scenario).contains("-async");
  }

  @Test
  void whatTheModuleKnowsBesides_isListed() throws IOException {
    ModelSdkContractRun withModule = ModelSdkContractRun.of(cell(), playOf(cell()));
    String sdk = cell().classPath().replaceFirst("-[0-9.]+$", "");
    List<String> listed = Files.readAllLines(Path.of(LISTS, sdk + ".txt"));

    assertThat(ModelSdkDifferences.between(withModule, run())).containsExactlyElementsOf(listed);
  }
}
