/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.InboundBody;
import io.streamscope.http.RequestTarget;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamSpan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Which of the calls of a request feeds its stream, and which chunk is the first relayed one. */
class FeedingCallTest {

  private static final AttributeKey<Double> TIME = doubleKey("streamscope.first_chunk.time");
  private static final AttributeKey<Long> CALLS_BEFORE =
      longKey("streamscope.first_chunk.model_calls_before");

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final Calls calls = new Calls(telemetry);
  private final StreamSpan answer = calls.answer();

  @Test
  void statusEventBeforeTheModelAnswers_isNotTheFirstRelayedChunk() {
    pass(20);
    answer.chunk(8); // thinking…
    GenAiCall model = calls.call("writer", true);
    pass(500);
    relay(model, 3);
    relay(model, 3);

    assertFed("writer", 20, 500, 3, 0);
    assertThat(attributes().get(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.02);
  }

  @Test
  void emptyDeltaThatIsPassedOn_isNotTheFirstRelayedChunk() {
    GenAiCall model = calls.call("writer", true);
    pass(100);
    model.delta(new GenAiDelta().bytes(12)); // the role only
    answer.chunk(2);
    pass(300);
    relay(model, 4);

    assertFed("writer", 0, 400, 4, 0);
  }

  @Test
  void rewrittenQuestion_countsAsBeforeTheModel() {
    GenAiCall rewrite = calls.call("small", false);
    pass(300);
    rewrite.end(null);
    answer.chunk(9); // searching…
    pass(200);
    GenAiCall model = calls.call("writer", true);
    pass(600);
    relay(model, 5);

    assertFed("writer", 500, 600, 5, 1);
  }

  @Test
  void titleThatIsAnsweredInBetween_doesNotDisplaceTheAnswer() {
    GenAiCall model = calls.call("writer", true);
    pass(100);
    GenAiCall title = calls.call("small", false);
    pass(350);
    model.delta(new GenAiDelta().content(4));
    title.end(null);
    pass(50);
    answer.chunk(4);
    relay(model, 1);

    assertFed("writer", 0, 450, 50, 0);
  }

  @Test
  void guardThatIsStreamedWhileAStatusIsWritten_isNotTheFeeder() {
    GenAiCall guard = calls.call("guard", true);
    pass(50);
    guard.delta(new GenAiDelta().content(2));
    answer.chunk(8); // checking…
    guard.complete();
    pass(50);
    GenAiCall model = calls.call("writer", true);
    pass(400);
    relay(model, 2);
    relay(model, 2);
    relay(model, 2);

    assertFed("writer", 100, 400, 2, 1);
  }

  @Test
  void roundsOfTools_countAsBeforeTheModel() {
    for (int round = 0; round < 2; round++) {
      GenAiCall tool = calls.call("writer", true);
      pass(200);
      tool.delta(new GenAiDelta().content(30));
      tool.delta(new GenAiDelta().content(30));
      answer.chunk(10); // calling a tool…
      tool.complete();
      pass(1_000);
    }
    GenAiCall model = calls.call("writer", true);
    pass(300);
    relay(model, 1);
    relay(model, 1);

    assertFed("writer", 2_400, 300, 1, 2);
  }

  @Test
  void answerInTwoRounds_isExplainedByTheFirst() {
    GenAiCall first = calls.call("first", true);
    pass(200);
    relay(first, 1);
    relay(first, 1);
    first.complete();
    pass(3_000);
    GenAiCall second = calls.call("second", true);
    pass(100);
    for (int i = 0; i < 10; i++) {
      relay(second, 1);
    }

    assertFed("first", 0, 200, 1, 0);
  }

  @Test
  void answersThatAreReadInTurns_areExplainedByTheFirst() {
    GenAiCall first = calls.call("first", true);
    GenAiCall second = calls.call("second", true);
    pass(100);
    relay(first, 1);
    relay(second, 1);
    relay(first, 1);
    relay(second, 1);

    assertFed("first", 0, 100, 1, 0);
  }

  @Test
  void streamWithoutAModel_feedsOnlyWhereNoModelAnswers() {
    InboundBody search = read();
    pass(100);
    arrive(search);
    answer.chunk(1);
    arrive(search);
    answer.chunk(1);
    GenAiCall model = calls.call("writer", true);
    pass(300);
    relay(model, 2);
    arrive(search);
    pass(5);
    relay(model, 2);

    assertFed("writer", 100, 300, 2, 0);
  }

  @Test
  void streamWithoutAModelAlone_feeds() {
    pass(10);
    InboundBody upstream = read();
    pass(100);
    arrive(upstream);
    pass(2);
    answer.chunk(1);

    answer.complete();

    assertThat(attributes().get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.1);
    assertThat(attributes().get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(0.002);
    assertThat(attributes().get(Calls.REQUEST_MODEL)).isNull();
  }

  @Test
  void whereNothingIsStreamed_theLastBlockingCallFeeds() {
    GenAiCall rewrite = calls.call("small", false);
    pass(100);
    rewrite.end(null);
    answer.chunk(8); // searching…
    GenAiCall model = calls.call("writer", false);
    pass(900);
    model.end(null);
    pass(4);
    answer.chunk(4);
    answer.chunk(4);

    assertFed("writer", 100, 900, 4, 1);
  }

  @Test
  void titleBesideABlockingAnswer_doesNotDisplaceIt() {
    GenAiCall title = calls.call("small", false);
    GenAiCall model = calls.call("writer", false);
    pass(900);
    model.end(null);
    pass(4);
    answer.chunk(4);
    title.end(null);
    answer.chunk(4);
    answer.chunk(4);

    assertFed("writer", 0, 900, 4, 1);
  }

  private void assertFed(
      String model, long beforeMillis, long modelMillis, long relayMillis, long callsBefore) {
    answer.complete();

    assertThat(attributes().get(Calls.REQUEST_MODEL)).isEqualTo(model);
    assertThat(attributes().get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL))
        .isEqualTo(beforeMillis / 1e3);
    assertThat(attributes().get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(modelMillis / 1e3);
    assertThat(attributes().get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(relayMillis / 1e3);
    assertThat(attributes().get(TIME)).isEqualTo((beforeMillis + modelMillis + relayMillis) / 1e3);
    assertThat(attributes().get(CALLS_BEFORE)).isEqualTo(callsBefore);
  }

  private Attributes attributes() {
    return calls.answerSpan().getAttributes();
  }

  private void relay(GenAiCall model, long lagMillis) {
    model.delta(new GenAiDelta().content(4));
    pass(lagMillis);
    answer.chunk(4);
  }

  private InboundBody read() {
    return HttpStreamTelemetry.create(telemetry.runtime(), "client")
        .call(calls.context(), new RequestTarget(null, "host", 80, null))
        .answered(200, "text/event-stream", null);
  }

  private static void arrive(InboundBody body) {
    body.onBytes(ByteBuffer.wrap("data: x\n\n".getBytes(StandardCharsets.UTF_8)));
  }

  private void pass(long millis) {
    calls.clock().advanceMillis(millis);
  }
}
