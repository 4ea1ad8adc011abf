/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.assertj.AttributeAssertion;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StreamOutcomeTest {

  private static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> EXCEPTION_MESSAGE =
      AttributeKey.stringKey("exception.message");

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  @Test
  void complete_isUnsetAndTellsTheWholeStream() {
    SpanData span = twoChunks(StreamSpan::complete);

    assertThat(span)
        .hasName("sse_stream /chat")
        .hasKind(SpanKind.INTERNAL)
        .hasStatus(StatusData.unset())
        .hasAttributesSatisfyingExactly(attributes("complete"));
    assertEvents("stream_start", "first_chunk", "delta", "stream_complete");
  }

  @Test
  void clientDisconnect_isUnsetWithReason() {
    SpanData span = twoChunks(StreamSpan::disconnect);

    assertThat(span)
        .hasStatus(StatusData.unset())
        .hasAttributesSatisfyingExactly(
            attributes("client_disconnect", reason("client_disconnect")));
    assertEvents("stream_start", "first_chunk", "delta", "stream_cancel");
  }

  @Test
  void cancelledByTheApplication_isUnsetWithReason() {
    SpanData span = twoChunks(StreamSpan::cancel);

    assertThat(span)
        .hasStatus(StatusData.unset())
        .hasAttributesSatisfyingExactly(attributes("cancelled", reason("application")));
    assertEvents("stream_start", "first_chunk", "delta", "stream_cancel");
  }

  @Test
  void timeout_isErrorWithoutException() {
    SpanData span = twoChunks(StreamSpan::timeout);

    assertThat(span)
        .hasStatus(StatusData.error())
        .hasAttributesSatisfyingExactly(
            attributes(
                "timeout", reason("timeout"), equalTo(StreamAttributes.ERROR_TYPE, "timeout")));
    assertEvents("stream_start", "first_chunk", "delta", "stream_timeout");
  }

  @Test
  void failedWithException_recordsItExactlyOnceWithoutItsMessage() {
    IOException failure = new IOException("could not parse: the user's question");
    SpanData span =
        twoChunks(
            stream -> {
              stream.fail(failure);
              stream.fail(failure);
            });

    assertThat(span)
        .hasStatus(StatusData.error())
        .hasAttributesSatisfyingExactly(
            attributes("error", equalTo(StreamAttributes.ERROR_TYPE, "java.io.IOException")));
    assertEvents("stream_start", "first_chunk", "delta", "exception", "stream_error");
    Attributes exception = telemetry.events("exception").get(0).getAttributes();
    assertThat(exception.get(Failure.EXCEPTION_TYPE)).isEqualTo("java.io.IOException");
    assertThat(exception.get(Failure.EXCEPTION_MESSAGE)).isNull();
    assertThat(exception.get(Failure.EXCEPTION_STACKTRACE))
        .startsWith("java.io.IOException\n\tat io.streamscope.stream.StreamOutcomeTest.")
        .doesNotContain("question");
  }

  @Test
  void failedWithoutException_isErrorOfTheTypeError() {
    SpanData span = twoChunks(stream -> stream.fail(null));

    assertThat(span)
        .hasStatus(StatusData.error())
        .hasAttributesSatisfyingExactly(
            attributes("error", equalTo(StreamAttributes.ERROR_TYPE, "error")));
    assertEvents("stream_start", "first_chunk", "delta", "stream_error");
  }

  @Test
  void failedWithoutMessage_hasNoDescription() {
    SpanData span = twoChunks(stream -> stream.fail(new IllegalStateException()));

    assertThat(span)
        .hasStatus(StatusData.error())
        .hasAttributesSatisfyingExactly(
            attributes(
                "error", equalTo(StreamAttributes.ERROR_TYPE, "java.lang.IllegalStateException")));
  }

  @Test
  void exceptionThatCannotTellItsMessage_stillEndsTheStreamOnce() {
    SpanData span = twoChunks(stream -> stream.fail(new MuteException()));

    assertThat(span)
        .hasStatus(StatusData.error())
        .hasAttributesSatisfyingExactly(
            attributes(
                "error", equalTo(StreamAttributes.ERROR_TYPE, MuteException.class.getName())));
    assertThat(telemetry.events("stream_error")).hasSize(1);
    assertThat(telemetry.counter("streamscope.stream.active", shape())).isZero();
    assertThat(telemetry.histogram("streamscope.stream.duration")).hasSize(1);
  }

  @Test
  void abandoned_isUnsetWithReason() {
    SpanData span = twoChunks(stream -> stream.abandon("idle"));

    assertThat(span)
        .hasStatus(StatusData.unset())
        .hasAttributesSatisfyingExactly(attributes("abandoned", reason("idle")));
    assertEvents("stream_start", "first_chunk", "delta", "stream_abandoned");
  }

  @Test
  void noChunks_haveNeitherFirstChunkNorGaps() {
    StreamSpan stream = telemetry.open();
    telemetry.clock().advanceMillis(40);

    stream.complete();

    assertThat(telemetry.span())
        .hasAttributesSatisfyingExactly(
            equalTo(StreamAttributes.HTTP_ROUTE, "/chat"),
            equalTo(StreamAttributes.PROTOCOL, "sse"),
            equalTo(StreamAttributes.DIRECTION, "outbound"),
            equalTo(StreamAttributes.OUTCOME, "complete"),
            equalTo(StreamAttributes.CHUNK_COUNT, 0),
            equalTo(StreamAttributes.BYTES, 0),
            equalTo(StreamAttributes.STALL_COUNT, 0),
            equalTo(StreamAttributes.BUSY_TIME, 0.0),
            equalTo(StreamAttributes.IDLE_TIME, 0.04),
            equalTo(StreamAttributes.BLOCKED_TIME, 0.0));
    assertThat(telemetry.eventNames()).containsExactly("stream_start", "stream_complete");
  }

  @Test
  void secondEnding_changesNothing() {
    SpanData span =
        twoChunks(
            stream -> {
              stream.cancel();
              telemetry.clock().advanceMillis(5000);
              stream.complete();
              stream.disconnect();
              stream.timeout();
              stream.fail(new IOException("late"));
              stream.abandon("gc");
            });

    assertThat(span)
        .hasStatus(StatusData.unset())
        .hasAttributesSatisfyingExactly(attributes("cancelled", reason("application")));
    assertEvents("stream_start", "first_chunk", "delta", "stream_cancel");
  }

  /** Request 0 ms, span 100 ms, chunks of 10 and 20 bytes at 300 and 500 ms, end at 600 ms. */
  private SpanData twoChunks(Consumer<StreamSpan> ending) {
    long request = telemetry.clock().getAsLong();
    telemetry.clock().advanceMillis(100);
    StreamSpan stream =
        telemetry
            .streams()
            .start(
                StreamStart.outbound(Context.root(), StreamProtocol.SSE, "/chat", request, null));
    telemetry.clock().advanceMillis(200);
    stream.chunk(10);
    telemetry.clock().advanceMillis(200);
    stream.chunk(20);
    telemetry.clock().advanceMillis(100);

    ending.accept(stream);

    return telemetry.span();
  }

  private void assertEvents(String... names) {
    assertThat(telemetry.eventNames()).containsExactly(names);
    List<Attributes> attributes =
        telemetry.span().getEvents().stream()
            .filter(event -> !event.getName().equals("exception"))
            .map(event -> event.getAttributes())
            .toList();
    assertThat(attributes)
        .containsExactly(
            Attributes.empty(),
            Attributes.of(StreamEvent.BYTES, 10L),
            Attributes.of(StreamEvent.INDEX, 2L, StreamEvent.CHUNKS, 1L, StreamEvent.BYTES, 20L),
            Attributes.of(StreamEvent.CHUNKS, 2L, StreamEvent.BYTES, 30L));
  }

  private static AttributeAssertion reason(String reason) {
    return equalTo(StreamAttributes.CANCEL_REASON, reason);
  }

  private static Attributes shape() {
    return Attributes.of(StreamAttributes.PROTOCOL, "sse", StreamAttributes.DIRECTION, "outbound");
  }

  private static List<AttributeAssertion> attributes(String outcome, AttributeAssertion... more) {
    List<AttributeAssertion> all =
        new ArrayList<>(
            List.of(
                equalTo(StreamAttributes.HTTP_ROUTE, "/chat"),
                equalTo(StreamAttributes.PROTOCOL, "sse"),
                equalTo(StreamAttributes.DIRECTION, "outbound"),
                equalTo(StreamAttributes.OUTCOME, outcome),
                equalTo(StreamAttributes.CHUNK_COUNT, 2),
                equalTo(StreamAttributes.BYTES, 30),
                equalTo(StreamAttributes.TIME_TO_FIRST_CHUNK, 0.3),
                equalTo(StreamAttributes.CHUNK_GAP_MAX, 0.2),
                equalTo(StreamAttributes.CHUNK_GAP_MEAN, 0.2),
                equalTo(StreamAttributes.STALL_COUNT, 0),
                equalTo(StreamAttributes.BUSY_TIME, 0.0),
                equalTo(StreamAttributes.IDLE_TIME, 0.5),
                equalTo(StreamAttributes.BLOCKED_TIME, 0.0)));
    all.addAll(Arrays.asList(more));
    return all;
  }
}
