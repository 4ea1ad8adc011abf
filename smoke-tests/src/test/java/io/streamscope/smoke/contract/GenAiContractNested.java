/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Calls made inside of others, after others, instead of others: each is a call of its own. */
abstract class GenAiContractNested extends GenAiContractEndings {

  private static final String OUTCOME = "streamscope.stream.outcome";
  private static final String STREAMED = "gen_ai.request.stream";
  private static final String OUTPUT = "gen_ai.usage.output_tokens";

  GenAiContractNested(Cell cell, GenAiApp app) {
    super(cell, app);
  }

  @Test
  @Scenario("call-in-callback")
  void callInACallback_hasItsOwnSpanBelowTheFirst() {
    SpanRecord outer = only(two(), span -> span.attribute(STREAMED) != null);
    SpanRecord inner = only(two(), span -> span.attribute(STREAMED) == null);

    assertThat(outer.isRoot()).isTrue();
    assertThat(outer.attribute(OUTCOME)).isEqualTo("complete");
    assertThat(outer.attribute("streamscope.stream.chunk.count")).isEqualTo(4L);
    assertThat(outer.attribute(OUTPUT)).isEqualTo(4L);
    assertThat(inner.parentSpanId()).isEqualTo(outer.spanId());
    assertThat(inner.attribute(OUTPUT)).isNotNull();
    assertThat(inner.statusCode()).isEqualTo("UNSET");
    assertThat(requestsBelow(outer)).hasSize(1);
    assertThat(requestsBelow(inner)).hasSize(1);
  }

  @Test
  @Scenario("call-in-task")
  void callOfATask_isACallOfItsOwn() {
    SpanRecord outer = only(two(), span -> Boolean.TRUE.equals(span.attribute(STREAMED)));
    SpanRecord inner = only(two(), span -> span.attribute(STREAMED) == null);

    assertThat(outer.attribute("streamscope.stream.chunk.count")).isEqualTo(4L);
    assertThat(inner.parentSpanId()).isEqualTo(outer.spanId());
    assertThat(inner.attribute(OUTPUT)).isNotNull();
    assertThat(requestsBelow(outer)).hasSize(1);
    assertThat(requestsBelow(inner)).hasSize(1);
  }

  @Test
  @Scenario("then-compose")
  void callAfterAnother_isBesideIt() {
    assertThat(two())
        .allSatisfy(span -> assertThat(span.isRoot()).isTrue())
        .allSatisfy(span -> assertThat(span.attribute(OUTPUT)).isNotNull())
        .allSatisfy(span -> assertThat(requestsBelow(span)).hasSize(1));
  }

  @Test
  @Scenario("fallback")
  void callInsteadOfAFailedOne_isBesideIt() {
    SpanRecord failed = only(two(), span -> span.statusCode().equals("ERROR"));
    SpanRecord answered = only(two(), span -> span.statusCode().equals("UNSET"));

    assertThat(failed.isRoot()).isTrue();
    assertThat(answered.isRoot()).isTrue();
    assertThat(answered.attribute(OUTPUT)).isNotNull();
  }

  @Test
  @Scenario("retry")
  void callThatTheClientRepeats_isOneCall() {
    assertThat(run().requests(scenario())).hasSize(2);
    SpanRecord call = only(run().chats(scenario()), span -> true);

    assertThat(call.isRoot()).isTrue();
    assertThat(call.statusCode()).isEqualTo("ERROR");
    assertThat(requestsBelow(call)).hasSize(2);
    assertThat(run().traceOf(call)).hasSize(3);
  }

  @Test
  @Scenario("cancelled-future")
  void callThatTheApplicationGivesUp_isCancelled() {
    SpanRecord call = only(run().chats(scenario()), span -> true);

    assertThat(call.statusCode()).isEqualTo("UNSET");
    assertThat(call.attribute(OUTCOME)).isEqualTo("cancelled");
    assertThat(call.attribute("streamscope.stream.cancel.reason")).isEqualTo("application");
  }

  @Test
  @Scenario("parallel")
  void elementsOnSeveralThreads_areAllSeen() {
    SpanRecord call = only(run().chats(scenario()), span -> true);

    assertThat(call.attribute(OUTCOME)).isEqualTo("complete");
    assertThat(call.attribute("streamscope.stream.chunk.count")).isEqualTo(40L);
    assertThat(call.attribute(OUTPUT)).isEqualTo(40L);
  }

  @Test
  @Scenario("split")
  void elementsInParts_areAllSeen() {
    SpanRecord call = only(run().chats(scenario()), span -> true);

    assertThat(call.attribute(OUTCOME)).isEqualTo("complete");
    assertThat(call.attribute("streamscope.stream.chunk.count")).isEqualTo(40L);
    assertThat(call.attribute(OUTPUT)).isEqualTo(40L);
  }

  @Test
  @Scenario("raw-body-done")
  void readerThatStopsAtTheEndMark_isComplete() {
    SpanRecord call = only(run().chats(scenario()), span -> true);

    assertThat(call.attribute(OUTCOME)).isEqualTo("complete");
    assertThat(call.attribute("streamscope.stream.chunk.count")).isEqualTo(3L);
  }

  @Test
  @Scenario("raw-body-error")
  void errorEventThatIsReadRaw_isAnErrorOfTheProvider() {
    SpanRecord call = only(run().chats(scenario()), span -> true);

    assertThat(call.statusCode()).isEqualTo("ERROR");
    assertThat(call.attribute(OUTCOME)).isEqualTo("error");
    assertThat(call.attribute("error.type")).isEqualTo(app().errorEvent());
  }

  private List<SpanRecord> two() {
    List<SpanRecord> calls = run().chats(scenario());
    assertThat(calls).as("model calls of %s", scenario()).hasSize(2);
    return calls;
  }

  private List<SpanRecord> requestsBelow(SpanRecord call) {
    Predicate<SpanRecord> below = span -> call.spanId().equals(span.parentSpanId());
    return run().traceOf(call).stream()
        .filter(below.and(span -> span.scopeName().contains(app().httpScope())))
        .toList();
  }
}
