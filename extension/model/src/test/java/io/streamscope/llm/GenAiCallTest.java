/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.assertj.AttributeAssertion;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.Failure;
import io.streamscope.stream.MuteException;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GenAiCallTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final Models models = new Models(telemetry);

  @Test
  void blockingCallAnswered_isOneClientSpan() {
    GenAiCall call = models.ask();
    telemetry.clock().advanceMillis(800);
    answer(call);

    call.end(null);
    call.end(new IllegalStateException("late"));

    assertThat(call.isOver()).isTrue();
    assertThat(telemetry.span())
        .hasName("chat gpt-4o")
        .hasKind(SpanKind.CLIENT)
        .hasStatus(StatusData.unset())
        .hasEventsSatisfyingExactly()
        .hasAttributesSatisfyingExactly(request(answered()));
  }

  @Test
  void blockingCallFailed_recordsTheExceptionOnce() {
    GenAiCall call = models.ask();

    call.end(new SocketTimeoutException("read timed out"));
    call.end(null);

    assertThat(telemetry.span())
        .hasStatus(StatusData.create(StatusCode.ERROR, "read timed out"))
        .hasAttributesSatisfyingExactly(
            request(equalTo(StreamAttributes.ERROR_TYPE, SocketTimeoutException.class.getName())));
    assertThat(telemetry.eventNames()).containsExactly("exception");
  }

  @Test
  void exceptionThatCannotTellItsMessage_stillEndsTheCall() {
    Context request = RequestTimeline.start(Context.root(), telemetry.clock().getAsLong());
    GenAiCall call = models.start(Models.embeddings(), request);
    call.delta(new GenAiDelta().usage(GenAiUsage.of(7, -1)));

    call.end(new MuteException());
    telemetry.clock().advanceMillis(5);

    assertThat(telemetry.span())
        .hasStatus(StatusData.error())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, MuteException.class.getName()))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 7));
    assertThat(telemetry.histogram("gen_ai.client.operation.duration")).hasSize(1);
    assertThat(RequestTimeline.fromContext(request).retrievalNanos(Long.MAX_VALUE)).isZero();
  }

  @Test
  void streamedCall_isAStreamToo() {
    GenAiCall call = models.stream();
    telemetry.clock().advanceMillis(250);
    call.delta(new GenAiDelta().bytes(30));
    telemetry.clock().advanceMillis(250);
    call.delta(new GenAiDelta().content(10));
    telemetry.clock().advanceMillis(100);
    call.delta(new GenAiDelta().content(10));
    answer(call);
    telemetry.clock().advanceMillis(50);

    call.complete();

    assertThat(telemetry.span())
        .hasName("chat gpt-4o")
        .hasKind(SpanKind.CLIENT)
        .hasStatus(StatusData.unset())
        .hasAttributesSatisfyingExactly(
            request(
                answered(
                    equalTo(GenAiAttributes.REQUEST_STREAM, true),
                    equalTo(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK, 0.5),
                    equalTo(StreamAttributes.PROTOCOL, "sse"),
                    equalTo(StreamAttributes.DIRECTION, "inbound"),
                    equalTo(StreamAttributes.OUTCOME, "complete"),
                    equalTo(StreamAttributes.CHUNK_COUNT, 2),
                    equalTo(StreamAttributes.BYTES, 50),
                    equalTo(StreamAttributes.TIME_TO_FIRST_CHUNK, 0.5),
                    equalTo(StreamAttributes.CHUNK_GAP_MAX, 0.1),
                    equalTo(StreamAttributes.CHUNK_GAP_MEAN, 0.1),
                    equalTo(StreamAttributes.STALL_COUNT, 0),
                    equalTo(StreamAttributes.BUSY_TIME, 0.0),
                    equalTo(StreamAttributes.IDLE_TIME, 0.65))));
    assertThat(telemetry.eventNames())
        .containsExactly("stream_start", "first_chunk", "delta", "stream_complete");
  }

  @Test
  void streamedCallFailedBeforeAnyChunk_keepsWhatIsKnown() {
    GenAiCall call = models.stream();
    call.delta(new GenAiDelta().usage(GenAiUsage.of(12, -1)));

    call.end(new IllegalStateException("overloaded"));

    Attributes attributes = telemetry.span().getAttributes();
    assertThat(telemetry.span()).hasStatus(StatusData.error());
    assertThat(attributes.get(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(attributes.get(StreamAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(attributes.get(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(12);
    assertThat(attributes.get(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK)).isNull();
    assertThat(telemetry.eventNames()).containsExactly("stream_start", "exception", "stream_error");
  }

  @Test
  void streamedCallCancelled_usageSurvives() {
    GenAiCall call = models.stream();
    call.delta(new GenAiDelta().content(1));
    answer(call);

    call.cancel();
    call.end(null);

    Attributes attributes = telemetry.span().getAttributes();
    assertThat(attributes.get(StreamAttributes.OUTCOME)).isEqualTo("cancelled");
    assertThat(attributes.get(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(100);
    assertThat(attributes.get(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(20);
    assertThat(call.isOver()).isTrue();
  }

  @Test
  void unknownModelAndServer_areLeftOut() {
    GenAiCall call =
        models.start(
            new GenAiRequest(
                GenAiOperation.CHAT, "openai", null, null, -1, false, Attributes.empty()),
            Context.root());

    call.end(null);

    assertThat(telemetry.span())
        .hasName("chat")
        .hasAttributesSatisfyingExactly(
            equalTo(GenAiAttributes.OPERATION_NAME, "chat"),
            equalTo(GenAiAttributes.PROVIDER_NAME, "openai"));
  }

  @Test
  void parent_isTheCallersSpan() {
    Span parent = telemetry.streams().tracer().spanBuilder("parent").startSpan();

    models.start(Models.chat(false), Context.root().with(parent)).end(null);
    models.start(Models.chat(true), Context.root().with(parent)).end(null);

    assertThat(telemetry.spans())
        .hasSize(2)
        .allSatisfy(
            span ->
                assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId()));
  }

  @Test
  void callInsideACallOfAnotherOperation_hasItsOwnSpan() {
    GenAiCall outer = models.ask();

    models.start(Models.embeddings(), outer.context()).end(null);
    outer.end(null);

    assertThat(telemetry.spans())
        .extracting(span -> span.getName())
        .containsExactly("embeddings ada", "chat gpt-4o");
    assertThat(telemetry.spans().get(0).getParentSpanId())
        .isEqualTo(telemetry.spans().get(1).getSpanId());
  }

  @Test
  void callInTheContextOfOneThatIsOver_hasItsOwnSpan() {
    GenAiCall first = models.stream();
    first.complete();

    models.start(Models.chat(true), first.context()).complete();

    assertThat(telemetry.spans()).hasSize(2);
  }

  @Test
  void piecesOfABlockingCall_areNoStream() {
    GenAiCall call = models.ask();

    call.delta(new GenAiDelta().content(5));
    call.heartbeat();

    assertThat(call.isOver()).isFalse();
    call.complete();
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CHUNK_COUNT)).isNull();
  }

  @Test
  void blockingCallCancelled_saysSo() {
    GenAiCall call = models.ask();

    call.cancel();

    assertThat(telemetry.span())
        .hasStatus(StatusData.unset())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "cancelled"))
        .hasAttribute(equalTo(StreamAttributes.CANCEL_REASON, "application"));
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  @Test
  void abandonedBlockingCall_tellsWhatIsKnown() {
    GenAiCall call = models.ask();
    answer(call);

    call.abandon("gc");

    assertThat(telemetry.span())
        .hasAttributesSatisfyingExactly(
            request(
                answered(
                    equalTo(StreamAttributes.OUTCOME, "abandoned"),
                    equalTo(StreamAttributes.CANCEL_REASON, "gc"))));
  }

  @Test
  void blockingCallThatNobodyAnswers_isSeenAtShutdown() {
    GenAiCall call = models.ask();

    telemetry.runtime().openStreams().shutdown();

    assertThat(call.isOver()).isTrue();
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CANCEL_REASON))
        .isEqualTo("shutdown");
  }

  @Test
  void closedAfterOneOfTwoAnswers_isCancelled() {
    GenAiCall call =
        models.start(
            new GenAiRequest(
                GenAiOperation.CHAT,
                "openai",
                "gpt-4o",
                null,
                -1,
                true,
                Attributes.of(GenAiAttributes.REQUEST_CHOICE_COUNT, 2L)),
            Context.root());
    call.delta(new GenAiDelta().content(1).finish(0, "stop"));

    call.closed();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("cancelled");
  }

  @Test
  void endMarkWithContent_isTheLastChunk() {
    GenAiCall call = models.stream();
    call.delta(new GenAiDelta().content(3));
    call.delta(new GenAiDelta().content(4).end());
    call.closed();

    Attributes attributes = telemetry.span().getAttributes();
    assertThat(attributes.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(attributes.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attributes.get(StreamAttributes.BYTES)).isEqualTo(7);
  }

  @Test
  void closedAfterTheEndMark_isComplete() {
    GenAiCall call = models.stream();
    call.delta(new GenAiDelta().content(1));
    call.delta(new GenAiDelta().end());

    call.closed();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("complete");
  }

  @Test
  void closedAfterAnErrorEvent_isWhatTheProviderSaid() {
    for (Consumer<GenAiCall> ending :
        List.<Consumer<GenAiCall>>of(GenAiCall::closed, GenAiCall::complete)) {
      RecordedTelemetry recorded = RecordedTelemetry.create();
      GenAiCall call = new Models(recorded).stream();
      call.delta(new GenAiDelta().content(1));
      call.delta(new GenAiDelta().error(Failure.said("overloaded", "try again later")));

      ending.accept(call);

      assertThat(recorded.span())
          .hasStatus(StatusData.create(StatusCode.ERROR, "try again later"))
          .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"))
          .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "overloaded"));
      assertThat(
              recorded
                  .histogram("gen_ai.client.operation.duration")
                  .keySet()
                  .iterator()
                  .next()
                  .get(StreamAttributes.ERROR_TYPE))
          .isEqualTo("overloaded");
    }
  }

  @Test
  void spanOfABlockingCall_isAsLongAsItsMetric() {
    GenAiCall call = models.ask();
    telemetry.clock().advanceNanos(1_234_567_891);

    call.complete();

    long nanos = telemetry.span().getEndEpochNanos() - telemetry.span().getStartEpochNanos();
    assertThat(nanos).isEqualTo(1_234_567_891);
    assertThat(telemetry.histogram("gen_ai.client.operation.duration").values())
        .singleElement()
        .satisfies(point -> assertThat(point.getSum()).isEqualTo(nanos / 1e9));
  }

  static void answer(GenAiCall call) {
    call.delta(
        new GenAiDelta()
            .identity("chatcmpl-1", "gpt-4o-2024-08-06")
            .fact(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT, "fp_1")
            .fact(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, "default")
            .finish(0, "stop")
            .usage(
                GenAiUsage.of(100, 20)
                    .with(TokenKind.CACHE_READ, 64)
                    .with(TokenKind.REASONING, 8)));
  }

  private static AttributeAssertion[] answered(AttributeAssertion... more) {
    List<AttributeAssertion> all =
        new ArrayList<>(
            List.of(
                equalTo(GenAiAttributes.RESPONSE_ID, "chatcmpl-1"),
                equalTo(GenAiAttributes.RESPONSE_MODEL, "gpt-4o-2024-08-06"),
                equalTo(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT, "fp_1"),
                equalTo(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, "default"),
                equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of("stop")),
                equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 100),
                equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 20),
                equalTo(GenAiAttributes.USAGE_CACHE_READ, 64),
                equalTo(GenAiAttributes.USAGE_REASONING, 8)));
    all.addAll(Arrays.asList(more));
    return all.toArray(new AttributeAssertion[0]);
  }

  private static List<AttributeAssertion> request(AttributeAssertion... more) {
    List<AttributeAssertion> all =
        new ArrayList<>(
            List.of(
                equalTo(GenAiAttributes.OPERATION_NAME, "chat"),
                equalTo(GenAiAttributes.PROVIDER_NAME, "openai"),
                equalTo(GenAiAttributes.REQUEST_MODEL, "gpt-4o"),
                equalTo(GenAiAttributes.REQUEST_TEMPERATURE, 0.5),
                equalTo(StreamAttributes.SERVER_ADDRESS, "api.openai.com"),
                equalTo(StreamAttributes.SERVER_PORT, 443)));
    all.addAll(Arrays.asList(more));
    return all;
  }
}
