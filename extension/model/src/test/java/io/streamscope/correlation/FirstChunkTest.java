/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamSpan;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstChunkTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  @Test
  void streamedModel_explainsTheFirstChunk() {
    Calls calls = new Calls(telemetry);
    calls.clock().advanceMillis(10);
    StreamSpan answer = calls.answer();
    calls.timeline().retrievalStarted(calls.clock().getAsLong());
    calls.clock().advanceMillis(30);
    calls.timeline().retrievalEnded(calls.clock().getAsLong());
    calls.clock().advanceMillis(5);
    GenAiCall model = calls.call("gpt-4o", true);
    calls.clock().advanceMillis(400);
    model.delta(new GenAiDelta().bytes(9));
    calls.clock().advanceMillis(100);
    model.delta(new GenAiDelta().content(4));
    calls.clock().advanceMillis(7);
    answer.chunk(6);
    model.complete();

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL)).isEqualTo(0.045);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RETRIEVAL)).isEqualTo(0.03);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.5);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(0.007);
    assertThat(attributes.get(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.552);
    assertThat(attributes.get(Calls.REQUEST_MODEL)).isEqualTo("gpt-4o");
  }

  @Test
  void blockingModel_explainsTheFirstChunk() {
    Calls calls = new Calls(telemetry);
    StreamSpan answer = calls.answer();
    calls.clock().advanceMillis(20);
    GenAiCall model = calls.call("gpt-4o", false);
    calls.clock().advanceMillis(600);
    model.end(null);
    calls.clock().advanceMillis(3);
    answer.chunk(6);

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL)).isEqualTo(0.02);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RETRIEVAL)).isEqualTo(0.0);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.6);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(0.003);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void randomClocks_partsAddUpToTheMicrosecond(boolean streamed) {
    for (int seed = 0; seed < 300; seed++) {
      RecordedTelemetry recorded = RecordedTelemetry.create();
      Random random = new Random(seed);
      Calls calls = new Calls(recorded);
      pass(calls, random);
      StreamSpan answer = calls.answer();
      pass(calls, random);
      GenAiCall embedding = calls.embed();
      pass(calls, random);
      embedding.end(null);
      pass(calls, random);
      GenAiCall model = calls.call("gpt-4o", streamed);
      pass(calls, random);
      if (streamed) {
        model.delta(new GenAiDelta().content(1));
      } else {
        model.end(null);
      }
      pass(calls, random);
      answer.sent(1, 1, 0, calls.clock().getAsLong());
      pass(calls, random);
      model.delta(new GenAiDelta().content(1));
      answer.chunk(1);
      answer.complete();

      Attributes attributes = calls.answerSpan().getAttributes();
      double before = attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL);
      double sum =
          before
              + attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)
              + attributes.get(StreamAttributes.FIRST_CHUNK_RELAY);
      assertThat(sum)
          .isCloseTo(attributes.get(StreamAttributes.TIME_TO_FIRST_CHUNK), within(0.5e-6));
      assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_TIME))
          .isEqualTo(attributes.get(StreamAttributes.TIME_TO_FIRST_CHUNK));
      assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RETRIEVAL))
          .isPositive()
          .isLessThanOrEqualTo(before);
    }
  }

  private static void pass(Calls calls, Random random) {
    calls.clock().advanceNanos(1 + (random.nextLong() >>> (24 + random.nextInt(30))));
  }

  @Test
  void answerBeginsBeforeTheModel_isExplainedByWhatFollows() {
    Calls calls = new Calls(telemetry);
    StreamSpan answer = calls.answer();
    calls.clock().advanceMillis(1);
    GenAiCall model = calls.call("gpt-4o", true);
    calls.clock().advanceMillis(5);
    answer.chunk(6);
    calls.clock().advanceMillis(5);
    model.delta(new GenAiDelta().content(4));
    calls.clock().advanceMillis(2);
    answer.chunk(6);
    model.complete();

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.006);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_TIME)).isEqualTo(0.013);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL)).isEqualTo(0.001);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.01);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(0.002);
    assertThat(attributes.get(Calls.REQUEST_MODEL)).isEqualTo("gpt-4o");
  }

  @Test
  void noModel_isNotExplained() {
    Calls calls = new Calls(telemetry);
    StreamSpan answer = calls.answer();
    answer.chunk(6);

    answer.complete();

    assertNotExplained(calls.answerSpan().getAttributes());
    assertThat(calls.answerSpan().getAttributes().get(Calls.REQUEST_MODEL)).isNull();
  }

  @Test
  void answerWithoutChunks_isNotExplained() {
    Calls calls = new Calls(telemetry);
    StreamSpan answer = calls.answer();
    calls.call("gpt-4o", false).end(null);

    answer.complete();

    assertNotExplained(calls.answerSpan().getAttributes());
  }

  @Test
  void modelThatFailed_isNoFeeder() {
    Calls calls = new Calls(telemetry);
    StreamSpan answer = calls.answer();
    calls.call("first", false).end(new IllegalStateException("overloaded"));
    calls.clock().advanceMillis(5);
    GenAiCall second = calls.call("second", false);
    calls.clock().advanceMillis(5);
    second.end(null);
    answer.chunk(6);

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(Calls.REQUEST_MODEL)).isEqualTo("second");
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL)).isEqualTo(0.005);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.005);
  }

  @Test
  void severalModels_theOneThatAnsweredLastFeeds() {
    Calls calls = new Calls(telemetry);
    StreamSpan answer = calls.answer();
    GenAiCall router = calls.call("router", false);
    calls.clock().advanceMillis(100);
    router.end(null);
    calls.clock().advanceMillis(50);
    GenAiCall writer = calls.call("writer", true);
    calls.clock().advanceMillis(200);
    writer.delta(new GenAiDelta().content(4));
    calls.clock().advanceMillis(1);
    answer.chunk(6);
    writer.complete();

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(Calls.REQUEST_MODEL)).isEqualTo("writer");
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL)).isEqualTo(0.15);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.2);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(0.001);
  }

  @Test
  void modelAnsweredBeforeTheAnswerBegan_isTheFeeder() {
    Calls calls = new Calls(telemetry);
    GenAiCall model = calls.call("gpt-4o", true);
    calls.clock().advanceMillis(5);
    model.delta(new GenAiDelta().content(4));
    model.complete();
    calls.clock().advanceMillis(5);
    StreamSpan answer = calls.answer();
    answer.chunk(6);

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL)).isEqualTo(0.0);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.005);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(0.005);
  }

  private static void assertNotExplained(Attributes attributes) {
    assertThat(attributes.asMap())
        .doesNotContainKeys(
            StreamAttributes.FIRST_CHUNK_TIME,
            StreamAttributes.FIRST_CHUNK_MODEL_CALLS_BEFORE,
            StreamAttributes.FIRST_CHUNK_BEFORE_MODEL,
            StreamAttributes.FIRST_CHUNK_RETRIEVAL,
            StreamAttributes.FIRST_CHUNK_MODEL,
            StreamAttributes.FIRST_CHUNK_RELAY);
  }
}
