/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.smoke.aimock.AiMockAnswer.Pieces;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A model server that we did not write, asked in every protocol that it and our formats know, with
 * all that its chaos can do; and, as the yardstick, the same without any agent.
 */
class AiMockSmokeTest {

  /** The events before the cut, of which some have no content. */
  private static final long CHUNKS_BEFORE_THE_CUT = 7;

  private static final String NO_ANSWER = "java.io.IOException";

  private static AiMockRun observed() {
    AiMockServer.assumeInstalled();
    return Runs.OBSERVED.join();
  }

  private static AiMockRun bare() {
    AiMockServer.assumeInstalled();
    return Runs.BARE.join();
  }

  private static Stream<AiMockQuestion> questions() {
    AiMockServer.assumeInstalled();
    return AiMockQuestion.all().stream();
  }

  private static Stream<AiMockElsewhere> others() {
    AiMockServer.assumeInstalled();
    return Stream.of(AiMockElsewhere.values()).filter(other -> !other.isBedrock());
  }

  private static Stream<AiMockElsewhere> bedrock() {
    AiMockServer.assumeInstalled();
    return Stream.of(AiMockElsewhere.values()).filter(AiMockElsewhere::isBedrock);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void call_isOneSpanWithAllThatIsReported(AiMockQuestion question) {
    AiMockSpan span = AiMockSpan.of(observed(), question);
    AiMockAnswer answer = question.protocol().answer();
    Pieces pieces = answer.pieces();
    switch (question.scenario()) {
      case PLAIN -> span.answered(answer.finishReason()).chunks(pieces.plain());
      case THINK -> span.answered(answer.finishReason()).chunks(pieces.think());
      case TOOL -> span.answered(pieces.toolReason()).chunks(pieces.tool());
      case LATE ->
          span.answered(answer.finishReason())
              .chunks(pieces.plain())
              .beganAfter(AiMockScenario.LATENCY_MS / 1e3);
      case LIMIT, DROP, RATELIMIT ->
          span.failed(answer.errors().of(question.scenario())).saidNothing().chunks(0);
      case MALFORMED -> span.complete().saidNothing().chunks(0);
      case DISCONNECT -> span.failed(NO_ANSWER).saidNothing().chunks(0);
      case CUT -> span.failed(NO_ANSWER).identified().chunksBetween(1, CHUNKS_BEFORE_THE_CUT);
    }
  }

  /** The journal has one request of each name, which the server has met as it was told. */
  @ParameterizedTest
  @MethodSource("questions")
  void server_isAskedOnce(AiMockQuestion question) {
    for (AiMockRun run : List.of(observed(), bare())) {
      JournalEntry entry = run.journal(question.name());
      String chaos = question.scenario().chaos();

      assertThat(entry.count()).as(entry.json()).isEqualTo(1);
      assertThat(entry.says("status", status(question.scenario()) + "")).as(entry.json()).isTrue();
      assertThat(entry.json().contains("\"chaosAction\"")).isEqualTo(chaos != null);
      assertThat(chaos == null || entry.says("chaosAction", '"' + chaos + '"')).isTrue();
      assertThat(entry.says("interrupted", "true"))
          .isEqualTo(question.scenario() == AiMockScenario.CUT);
      String seen = run.facts(question.name());
      switch (question.scenario()) {
        case DISCONNECT -> assertThat(seen).contains("] failed java.io.IOException");
        case CUT -> assertThat(seen).contains("] status 200 ").contains("] failed java.io.");
        default ->
            assertThat(seen)
                .contains("] status " + status(question.scenario()) + " ")
                .contains("] end\n");
      }
    }
  }

  private static int status(AiMockScenario scenario) {
    return switch (scenario) {
      case LIMIT, RATELIMIT -> 429;
      case DROP -> 500;
      case DISCONNECT -> 0;
      default -> 200;
    };
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatNoFormatKnows_isLeftAlone(AiMockElsewhere other) {
    assertThat(observed().journal(other.id()).count()).isEqualTo(1);
    assertThat(bare().journal(other.id()).count()).isEqualTo(1);
    assertThat(observed().trace(other.id()))
        .isNotEmpty()
        .noneMatch(span -> span.attribute("gen_ai.operation.name") != null);
  }

  @ParameterizedTest
  @MethodSource("bedrock")
  void modelOfBedrock_isOneSpan(AiMockElsewhere model) {
    assertThat(observed().journal(model.id()).count()).isEqualTo(1);
    assertThat(observed().trace(model.id()))
        .filteredOn(span -> span.attribute("gen_ai.operation.name") != null)
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.attributes())
                    .containsEntry("gen_ai.operation.name", "chat")
                    .containsEntry("gen_ai.provider.name", "aws.bedrock")
                    .containsEntry("gen_ai.response.finish_reasons", List.of("end_turn"))
                    .containsKey("gen_ai.request.model"));
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    assertThat(bare().facts()).isNotEmpty();
    assertThat(observed().facts()).isEqualTo(bare().facts());
  }

  /** Only the trace context is the agent's to add. */
  @Test
  void whatTheServerIsAsked_isTheSameByteForByte() {
    assertThat(bare().asked()).contains("POST /v1/messages HTTP/1.1").doesNotContain("traceparent");
    assertThat(stable(observed())).isEqualTo(stable(bare()));
  }

  private static String stable(AiMockRun run) {
    return run.asked()
        .replaceAll("(?mi)^traceparent: [0-9a-f-]{55}\r\n", "")
        .replace("Host: 127.0.0.1:" + run.port() + "\r\n", "Host: here\r\n");
  }

  /** Both begin when the first of them is needed. */
  private static final class Runs {

    static final CompletableFuture<AiMockRun> OBSERVED =
        run(Setup.MATRIX ? Setup.FLOOR : Setup.NEWEST_INDY);
    static final CompletableFuture<AiMockRun> BARE = run(Setup.BARE);

    private static CompletableFuture<AiMockRun> run(Setup setup) {
      return CompletableFuture.supplyAsync(
          () -> AiMockRun.with(setup), task -> new Thread(task, "aimock with " + setup).start());
    }
  }
}
