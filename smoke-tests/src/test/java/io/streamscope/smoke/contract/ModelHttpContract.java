/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.ModelHttpFormat.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.smoke.support.Cell;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an application that asks models over plain HTTP has to show, whatever its client and the
 * format, and that neither it nor the server can tell whether we are there. A test is run for each
 * model that the application asks; its name is the format and the scenario.
 */
@Tested("models asked with: %s")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelHttpContract {

  private static final long CHUNKS_BEFORE_THE_DROP = 3;
  private static final long CHUNKS_BEFORE_THE_ERROR = 2;

  /** Two were read; some clients read on for a tenth of a second. */
  private static final long CHUNKS_BEFORE_THE_CLOSE = 22;

  private final Cell cell;

  /** A contract for a cell whose first details are a client and all clients of its JVM. */
  protected ModelHttpContract(Cell cell) {
    this.cell = cell;
  }

  /** Both at the same time: they mostly wait. */
  @BeforeAll
  void begin() {
    if (cell.setup().java() != null) {
      ModelHttpContractJvm.begin(cell.alone());
      ModelHttpContractJvm.begin(cell);
    }
  }

  private ModelHttpContractRun run() {
    return ModelHttpContractRun.of(cell);
  }

  private Stream<String> models() {
    return run().facts().keySet().stream().filter(model -> !isPlain(model));
  }

  private Stream<String> others() {
    return run().facts().keySet().stream().filter(ModelHttpContract::isPlain);
  }

  private static boolean isPlain(String model) {
    return model.startsWith(PLAIN + ".");
  }

  private static String scenario(String model) {
    return model.substring(model.indexOf('.') + 1);
  }

  @ParameterizedTest
  @MethodSource("models")
  void call_isOneSpanWithAllThatIsKnown(String model) {
    ModelHttpContractSpan span = ModelHttpContractSpan.only(run(), model);
    ModelHttpFormat format = span.format();
    switch (scenario(model)) {
      case "call", "big-request", "not-repeatable" -> span.whole().answered();
      case "stream" -> span.streamed("complete").allChunks().answered();
      case "status-429" -> span.failed(format.errors().limited());
      case "status-500" -> span.failed(readsErrors() ? format.errors().broken() : "500");
      case "drop" ->
          span.streamed("error").chunks(0, CHUNKS_BEFORE_THE_DROP).partialUsage().failed(null);
      case "error-event" ->
          span.streamed("error")
              .chunks(0, CHUNKS_BEFORE_THE_ERROR)
              .partialUsage()
              .failed(format.errors().inStream());
      case "early-close" ->
          span.streamed("cancelled").chunks(0, CHUNKS_BEFORE_THE_CLOSE).has("error.type", null);
      default -> throw new AssertionError("no test looks at " + model);
    }
  }

  /** An event source closes an answer that is no stream, whatever it says. */
  private boolean readsErrors() {
    return !cell.details().get(0).equals("okhttp-sse");
  }

  @ParameterizedTest
  @MethodSource("models")
  void httpSpan_isBelowTheCall(String model) {
    ModelHttpContractSpan.only(run(), model).inItsPlace();
  }

  @ParameterizedTest(allowZeroInvocations = true) // some clients read only streams
  @MethodSource("others")
  void whatIsNoModel_hasNoSpanOfOurs(String other) {
    assertThat(run().trace(other))
        .isNotEmpty()
        .noneMatch(span -> span.scopeName().startsWith("io.streamscope"));
  }

  @Test
  void everyModel_isAskedOnce() {
    assertThat(run().facts())
        .isNotEmpty()
        .allSatisfy((model, facts) -> assertThat(run().requests(model)).as(model).hasSize(1));
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    Map<String, ?> alone = ModelHttpContractRun.of(cell.alone()).facts();

    assertThat(alone).isNotEmpty();
    assertThat(run().facts()).isEqualTo(alone);
  }

  @Test
  void whatTheServerIsAsked_isTheSame() {
    assertThat(asked(run())).isEqualTo(asked(ModelHttpContractRun.of(cell.alone())));
  }

  private static Map<String, String> asked(ModelHttpContractRun run) {
    Map<String, String> asked = new TreeMap<>();
    for (String model : run.facts().keySet()) {
      asked.put(model, AskedModels.text(run.request(model)));
    }
    return asked;
  }
}
