/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.fakellm.LoggedRequest.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application without any agent: every client, every format, every scenario. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ModelHttpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FakeLlm llm = FakeLlm.start(FakeLlmOptions.defaults());

  @AfterAll
  void stop() {
    llm.close();
  }

  private static Stream<String> clients() {
    return Clients.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void client_playsEverythingItCan(String client) {
    Stage stage = new Stage(client, llm.rootUrl());

    assertThat(stage.scenarios()).contains(Scenario.STREAM, Scenario.DROP, Scenario.STATUS_500);
    for (Format format : Format.values()) {
      for (Scenario scenario : stage.scenarios(format)) {
        String facts = stage.play(format, scenario);
        assertThat(facts).doesNotContain("nothing more was told").endsWith("] over\n");
        check(scenario, facts);
        check(format, scenario, onlyRequest(client, format.id() + "." + scenario.id()));
      }
    }
  }

  /** Whatever the client, it tells of what the server did. */
  private static void check(Scenario scenario, String facts) {
    switch (scenario) {
      case CALL, STREAM, BIG_REQUEST, NOT_REPEATABLE, ERROR_EVENT ->
          assertThat(facts).contains("] status 200 ", "] end\n").doesNotContain("failed");
      case STATUS_429 -> assertThat(facts).contains("429");
      case STATUS_500 -> assertThat(facts).contains("500");
      case DROP -> assertThat(facts).contains("] failed ").doesNotContain("] end\n");
      case EARLY_CLOSE ->
          assertThat(facts).contains("] closed\n", "] events 2 ").doesNotContain("failed");
    }
  }

  private static void check(Format format, Scenario scenario, LoggedRequest request) {
    Outcome outcome =
        switch (scenario) {
          case DROP -> Outcome.DROPPED;
          case EARLY_CLOSE -> Outcome.CLIENT_GONE;
          default -> Outcome.COMPLETE;
        };
    assertThat(request.outcome()).as("%s %s", format, scenario).isEqualTo(outcome);
    if (scenario == Scenario.STREAM) {
      assertThat(request.contentChunks()).isEqualTo(13);
    }
    if (scenario == Scenario.BIG_REQUEST) {
      assertThat(request.body()).hasSizeGreaterThan(2 << 20);
      if (!request.path().contains(request.header("x-cell"))) {
        assertThat(request.body()).endsWith("\"model\":\"" + request.header("x-cell") + "\"}");
      }
    }
  }

  private LoggedRequest onlyRequest(String client, String cell) {
    List<LoggedRequest> requests =
        llm.awaitRequests(
            request ->
                request.header("x-client").equals(client) && request.header("x-cell").equals(cell),
            1,
            PATIENCE);
    assertThat(requests).as(cell).hasSize(1);
    return requests.get(0);
  }

  @Test
  void facts_areTheSameEachTime() {
    try (FakeLlm other = FakeLlm.start(FakeLlmOptions.defaults())) {
      for (String client : List.of("jdk-lines", "okhttp-sse", "apache5-async", "webclient")) {
        Stage stage = new Stage(client, other.rootUrl());
        for (Scenario scenario : stage.scenarios(Format.ANTHROPIC)) {
          String first = stage.play(Format.ANTHROPIC, scenario);

          assertThat(stage.play(Format.ANTHROPIC, scenario)).isEqualTo(first);
        }
      }
    }
  }
}
