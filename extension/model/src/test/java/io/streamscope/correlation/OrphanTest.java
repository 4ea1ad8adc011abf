/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import io.streamscope.http.RequestTarget;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamSpan;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrphanTest {

  private static final Attributes LABELS =
      Attributes.of(
          GenAiAttributes.PROVIDER_NAME, "openai", GenAiAttributes.REQUEST_MODEL, "gpt-4o");

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final Calls calls = new Calls(telemetry);

  @Test
  void modelGoesOnAfterTheReaderHasGone_isOrphaned() {
    List<Consumer<StreamSpan>> endings =
        List.of(
            StreamSpan::disconnect,
            StreamSpan::cancel,
            StreamSpan::timeout,
            stream -> stream.fail(new IllegalStateException("failed")));
    for (Consumer<StreamSpan> ending : endings) {
      RecordedTelemetry recorded = RecordedTelemetry.create();
      Calls others = new Calls(recorded);
      GenAiCall model = orphan(others, ending);
      model.complete();

      SpanData span = others.modelSpan();
      assertThat(span.getAttributes().get(StreamAttributes.ORPHANED)).isTrue();
      assertThat(span.getAttributes().get(StreamAttributes.ORPHANED_CHUNK_COUNT)).isEqualTo(2);
      assertThat(span.getAttributes().get(StreamAttributes.ORPHANED_DURATION)).isEqualTo(0.3);
      assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
      assertThat(span.getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("complete");
      assertThat(disconnects(span)).isEqualTo(1);
      assertThat(recorded.counter("streamscope.orphaned.streams", LABELS)).isEqualTo(1);
      assertThat(recorded.counter("streamscope.orphaned.chunks", LABELS)).isEqualTo(2);
    }
  }

  @Test
  void unsampled_isCountedAllTheSame() {
    RecordedTelemetry unsampled = RecordedTelemetry.unsampled(StreamscopeConfig.defaults());

    orphan(new Calls(unsampled), StreamSpan::disconnect).complete();

    assertThat(unsampled.counter("streamscope.orphaned.streams", LABELS)).isEqualTo(1);
    assertThat(unsampled.counter("streamscope.orphaned.chunks", LABELS)).isEqualTo(2);
  }

  @Test
  void modelCancelledRightAway_isNotOrphaned() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    model.delta(new GenAiDelta().content(1));
    answer.disconnect();
    calls.clock().advanceMillis(999);

    model.cancel();

    assertNotOrphaned();
    assertThat(disconnects(calls.modelSpan())).isEqualTo(1);
  }

  @Test
  void modelCancelledInTimeDespiteAChunk_isNotOrphaned() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    answer.disconnect();
    calls.clock().advanceMillis(500);
    model.delta(new GenAiDelta().content(1));
    calls.clock().advanceMillis(499);

    model.cancel();

    assertNotOrphaned();
  }

  @Test
  void silentModelCancelledLate_isOrphaned() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    answer.disconnect();
    calls.clock().advanceMillis(1_000);

    model.cancel();

    SpanData span = calls.modelSpan();
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED)).isTrue();
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED_CHUNK_COUNT)).isZero();
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED_DURATION)).isEqualTo(1.0);
    assertThat(telemetry.counter("streamscope.orphaned.streams", LABELS)).isEqualTo(1);
    assertThat(telemetry.counter("streamscope.orphaned.chunks", LABELS)).isZero();
  }

  @Test
  void modelCalledAfterTheReaderHasGone_isOrphanedFromTheStart() {
    calls.answer().disconnect();
    calls.clock().advanceMillis(50);
    GenAiCall model = calls.call("gpt-4o", true);
    calls.clock().advanceMillis(200);
    model.delta(new GenAiDelta().content(5));

    model.complete();

    SpanData span = calls.modelSpan();
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED)).isTrue();
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED_CHUNK_COUNT)).isEqualTo(1);
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED_DURATION)).isEqualTo(0.2);
    assertThat(disconnects(span)).isEqualTo(1);
  }

  @Test
  void answerThatNobodyEnds_mayStillHaveAReader() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    model.delta(new GenAiDelta().content(1));
    answer.abandon("idle");
    calls.clock().advanceMillis(5_000);
    model.delta(new GenAiDelta().content(1));

    model.complete();

    assertNotOrphaned();
    assertThat(disconnects(calls.modelSpan())).isZero();
  }

  @Test
  void callWhoseHeadersComeAfterTheReaderHasGone_isOrphanedSinceThen() {
    StreamSpan answer = calls.answer();
    InboundCall call =
        HttpStreamTelemetry.create(telemetry.runtime(), "client")
            .call(calls.context(), new RequestTarget(null, "host", 80, null));
    calls.clock().advanceMillis(700);
    answer.disconnect();
    calls.clock().advanceMillis(100);
    InboundBody body = call.answered(200, "text/event-stream", null);
    calls.clock().advanceMillis(1_200);

    body.onEnd();

    SpanData span = telemetry.spans().get(1);
    assertThat(span.getAttributes().get(StreamAttributes.DIRECTION)).isEqualTo("inbound");
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED_DURATION)).isEqualTo(1.3);
  }

  @Test
  void answerComplete_leavesNoOrphan() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    model.delta(new GenAiDelta().content(1));
    answer.chunk(1);
    answer.complete();
    calls.clock().advanceMillis(5_000);
    model.delta(new GenAiDelta().content(1));

    model.complete();

    assertNotOrphaned();
    assertThat(disconnects(calls.modelSpan())).isZero();
  }

  @Test
  void modelAlreadyOver_isNotOrphaned() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    model.delta(new GenAiDelta().content(1));
    model.complete();

    answer.disconnect();

    assertNotOrphaned();
    assertThat(disconnects(calls.modelSpan())).isZero();
  }

  @Test
  void blockingCall_isNotMarked() {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", false);
    answer.disconnect();
    calls.clock().advanceMillis(5_000);

    model.end(null);

    assertNotOrphaned();
  }

  /** One chunk, the answer ends, two chunks more within 300 ms. */
  private static GenAiCall orphan(Calls calls, Consumer<StreamSpan> ending) {
    StreamSpan answer = calls.answer();
    GenAiCall model = calls.call("gpt-4o", true);
    model.delta(new GenAiDelta().content(1));
    answer.chunk(1);
    ending.accept(answer);
    calls.clock().advanceMillis(100);
    model.delta(new GenAiDelta().content(1));
    calls.clock().advanceMillis(100);
    model.delta(new GenAiDelta().content(1));
    calls.clock().advanceMillis(100);
    return model;
  }

  private void assertNotOrphaned() {
    assertThat(calls.modelSpan().getAttributes().asMap())
        .doesNotContainKeys(
            StreamAttributes.ORPHANED,
            StreamAttributes.ORPHANED_CHUNK_COUNT,
            StreamAttributes.ORPHANED_DURATION);
    assertThat(telemetry.metrics())
        .doesNotContainKeys("streamscope.orphaned.streams", "streamscope.orphaned.chunks");
  }

  private static long disconnects(SpanData span) {
    return span.getEvents().stream()
        .filter(event -> event.getName().equals("downstream_disconnected"))
        .count();
  }
}
