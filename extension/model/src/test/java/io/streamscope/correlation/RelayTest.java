/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import org.junit.jupiter.api.Test;

class RelayTest {

  private static final Attributes SSE = Attributes.of(StreamAttributes.PROTOCOL, "sse");

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final Calls calls = new Calls(telemetry);

  @Test
  void modelChunks_waitUntilTheNextChunkIsWritten() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    relay(model, answer, 2);
    relay(model, answer, 10);
    relay(model, answer, 6);
    model.complete();

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MEAN)).isEqualTo(0.018 / 3);
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MAX)).isEqualTo(0.01);
    assertLags(telemetry, 3, 0.018, 0.01);
  }

  @Test
  void severalModelChunksInOneWrite_waitSinceTheOldest() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    model.delta(new GenAiDelta().content(1));
    calls.clock().advanceMillis(20);
    model.delta(new GenAiDelta().content(1));
    calls.clock().advanceMillis(20);
    answer.chunk(2);
    answer.chunk(2);
    model.complete();

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MEAN)).isEqualTo(0.04);
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MAX)).isEqualTo(0.04);
    assertLags(telemetry, 1, 0.04, 0.04);
  }

  @Test
  void toolBetweenTwoCalls_isNoLag() {
    StreamSpan answer = calls.answer();
    GenAiCall first = calls.call("gpt-4o", true);
    relay(first, answer, 2);
    relay(first, answer, 1);
    first.delta(new GenAiDelta().content(1)); // asks for the tool
    first.complete();
    calls.clock().advanceMillis(3_000);
    GenAiCall second = calls.call("gpt-4o", true);
    relay(second, answer, 4);
    relay(second, answer, 3);
    second.complete();

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MAX)).isEqualTo(0.004);
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MEAN)).isEqualTo(0.01 / 4);
  }

  @Test
  void questionThatWasRewritten_hasNoLag() {
    StreamSpan answer = calls.answer();
    calls.call("small", false).end(null);
    calls.clock().advanceMillis(300);
    answer.chunk(1); // searching…
    GenAiCall model = calls.call("writer", true);
    relay(model, answer, 2);
    relay(model, answer, 4);
    model.complete();

    answer.complete();

    Attributes attributes = calls.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MAX)).isEqualTo(0.004);
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MEAN)).isEqualTo(0.003);
  }

  @Test
  void callReadOnTheSide_isNoLag() {
    StreamSpan answer = calls.answer();
    GenAiCall title = calls.call("small", true);
    title.delta(new GenAiDelta().content(1));
    calls.clock().advanceMillis(500);
    GenAiCall writer = calls.call("writer", true);
    relay(writer, answer, 2);
    title.delta(new GenAiDelta().content(1));
    relay(writer, answer, 2);
    relay(writer, answer, 2);
    title.delta(new GenAiDelta().content(1));
    title.complete();
    writer.complete();

    answer.complete();

    assertThat(calls.answerSpan().getAttributes().get(StreamAttributes.RELAY_LAG_MAX))
        .isEqualTo(0.002);
  }

  @Test
  void streamThatTurnsOutToBeFramedOtherwise_hasItsLagsThere() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    answer.reclassify(StreamProtocol.NDJSON, "/chat");
    relay(model, answer, 2);
    model.end(null);

    answer.complete();

    assertThat(calls.answerSpan().getAttributes().get(StreamAttributes.PROTOCOL))
        .isEqualTo("ndjson");
    assertThat(telemetry.histogram("streamscope.stream.relay_lag"))
        .containsOnlyKeys(Attributes.of(StreamAttributes.PROTOCOL, "ndjson"));
  }

  @Test
  void noModelChunk_hasNoLag() {
    StreamSpan answer = calls.answer();
    answer.chunk(2);

    answer.complete();

    assertThat(calls.answerSpan().getAttributes().asMap())
        .doesNotContainKeys(StreamAttributes.RELAY_LAG_MEAN, StreamAttributes.RELAY_LAG_MAX);
    assertThat(telemetry.metrics()).doesNotContainKey("streamscope.stream.relay_lag");
  }

  @Test
  void unsampled_hasTheSameLags() {
    RecordedTelemetry unsampled = RecordedTelemetry.unsampled(StreamscopeConfig.defaults());
    Calls others = new Calls(unsampled);
    StreamSpan answer = others.answer();
    GenAiCall model = others.call("gpt-4o", true);
    model.delta(new GenAiDelta().content(1));
    others.clock().advanceMillis(30);
    answer.chunk(1);

    answer.complete();

    assertLags(unsampled, 1, 0.03, 0.03);
  }

  private void relay(GenAiCall model, StreamSpan answer, long lagMillis) {
    calls.clock().advanceMillis(50);
    model.delta(new GenAiDelta().content(1));
    calls.clock().advanceMillis(lagMillis);
    answer.chunk(1);
  }

  private static void assertLags(
      RecordedTelemetry recorded, long count, double sum, double longest) {
    assertThat(recorded.histogram("streamscope.stream.relay_lag"))
        .containsOnlyKeys(SSE)
        .hasEntrySatisfying(
            SSE,
            point -> {
              assertThat(point.getCount()).isEqualTo(count);
              assertThat(point.getSum()).isCloseTo(sum, within(1e-12));
              assertThat(point.getMax()).isEqualTo(longest);
            });
  }
}
