/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a framework and the server below it say of the same answer. */
class HttpAnswerTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry server =
      HttpStreamTelemetry.create(telemetry.runtime(), "server");
  private final HttpStreamTelemetry framework =
      HttpStreamTelemetry.create(telemetry.runtime(), "framework");
  private final Context request =
      HttpAnswer.begin(Context.root(), telemetry.clock().getAsLong(), context -> "/chat", false);
  private final ServerResponse response = requireNonNull(server.response(request));

  @Test
  void answerThatFailsBeforeItsHeaders_isNoStream() {
    HttpAnswer answer = framework.announce(request, StreamProtocol.SSE, false);
    response.decide("application/json", null);
    write("{}");
    answer.handedOver();
    response.ended(null);

    assertThat(answer.isStreamed()).isFalse();
    assertThat(telemetry.spans()).isEmpty();
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  @Test
  void announcedStream_beginsWithItsHeadersAndIsTheFrameworks() {
    HttpAnswer answer = framework.announce(request, StreamProtocol.SSE, false);
    assertThat(answer.isStreamed()).isFalse();

    response.decide("text/event-stream", null);

    assertThat(answer.isStreamed()).isTrue();
    write("data: a\n\n");
    response.ended(null);
    assertThat(telemetry.span().getInstrumentationScopeInfo().getName())
        .isEqualTo("io.streamscope.framework");
    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
  }

  @Test
  void announcedStreamOfAServerThatNobodyWatches_beginsAtOnceAndEndsWithTheFramework() {
    Context other =
        HttpAnswer.begin(Context.root(), telemetry.clock().getAsLong(), context -> "/", false);

    HttpAnswer answer = framework.announce(other, StreamProtocol.SSE, false);

    assertThat(answer.isStreamed()).isTrue();
    answer.handedOver();
    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("complete");
  }

  @Test
  void streamOutsideOfARequest_isOneAllTheSame() {
    HttpAnswer answer = framework.announce(Context.root(), StreamProtocol.SSE, true);
    StreamSpan stream = answer.open(framework, StreamProtocol.SSE, Context.root());
    answer.sent(1, 4, 0, stream.nanoTime(), answer.departures());

    answer.handedOver();

    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(telemetry.metrics()).containsKey("streamscope.context.lost");
  }

  @Test
  void answerToAHead_isNoStreamWhateverAFrameworkSends() {
    Context head =
        HttpAnswer.begin(Context.root(), telemetry.clock().getAsLong(), context -> "/", true);
    HttpAnswer answer = framework.announce(head, StreamProtocol.SSE, true);

    StreamSpan stream = answer.open(framework, StreamProtocol.SSE, head);

    assertThat(stream.isOver()).isTrue();
    answer.handedOver();
    assertThat(answer.isStreamed()).isFalse();
    assertThat(telemetry.spans()).isEmpty();
  }

  @Test
  void chunksThatLeaveTheServerAtOnce_countWhenTheyWereSent() {
    HttpAnswer answer = framework.announce(request, StreamProtocol.SSE, true);
    telemetry.clock().advanceMillis(310);
    send(answer, () -> write("data: a\n\n"));

    assertEnded(answer, "complete", 0.31);
  }

  @Test
  void chunksThatAFilterHolds_countWhenTheyLeaveTheServer() {
    HttpAnswer answer = framework.announce(request, StreamProtocol.SSE, true);
    telemetry.clock().advanceMillis(310);
    send(answer, () -> {});
    telemetry.clock().advanceMillis(990);
    answer.handedOver(); // the emitter is complete; the filter passes on what it has kept
    write("data: a\n\n");

    assertEnded(answer, "complete", 1.3);
    assertThat(attributes().get(StreamAttributes.BYTES)).isEqualTo(1);
    assertThat(
            telemetry.histogram("streamscope.http.server.setup.duration").values().stream()
                .mapToDouble(point -> point.getSum()))
        .containsExactly(1.3);
  }

  @Test
  void chunksThatLeaveWithTheEnd_count() {
    HttpAnswer answer = framework.announce(request, StreamProtocol.SSE, true);
    response.decide("text/event-stream", null);
    telemetry.clock().advanceMillis(310);
    send(answer, () -> {});
    telemetry.clock().advanceMillis(190);

    assertEnded(answer, "complete", 0.5);
  }

  @Test
  void readerThatHasLeftBeforeAFilterPassesOn_isADisconnect() {
    HttpAnswer answer = framework.announce(request, StreamProtocol.SSE, true);
    send(answer, () -> {});
    answer.handedOver();
    response.decide("text/event-stream", null);
    response.writing();
    response.wrote(new IOException("Broken pipe"));

    response.ended(null);

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("client_disconnect");
    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isZero();
  }

  @Test
  void requestThatFailsAfterTheFrameworkIsDone_isAnError() {
    HttpAnswer answer = framework.announce(request, StreamProtocol.SSE, true);
    send(answer, () -> write("data: a\n\n"));
    answer.handedOver();

    response.ended(new SecurityException("dispatch denied"));

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(attributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.SecurityException");
  }

  @Test
  void streamThatTheServerTakesForSomethingElse_endsWithTheFramework() {
    response.decide("image/png", null);
    HttpAnswer answer = framework.announce(request, StreamProtocol.CHUNKED, true);
    send(answer, () -> {});

    answer.handedOver();

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
  }

  @Test
  void streamThatHadBegunBeforeTheFrameworkTold_isCountedByTheServer() {
    response.decide("text/event-stream", null);
    HttpAnswer answer = framework.announce(request, StreamProtocol.SSE, true);
    send(answer, () -> write("data: a\n\n"));

    response.ended(null);

    assertThat(telemetry.spans()).hasSize(1);
    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
  }

  @Test
  void readerThatLeavesBeforeTheHeaders_leavesOrphansAndNoStream() {
    InboundBody upstream =
        requireNonNull(server.call(request, new RequestTarget(null, "host", 80, null)))
            .answered(200, "text/event-stream", null);
    framework.announce(request, StreamProtocol.SSE, false);

    response.failed(new IOException("closed"));

    telemetry.clock().advanceMillis(2_000);
    requireNonNull(upstream).onEnd();
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.DIRECTION))
        .isEqualTo("inbound");
    assertThat(attributes().get(StreamAttributes.ORPHANED_DURATION)).isEqualTo(2.0);
  }

  private void assertEnded(HttpAnswer answer, String outcome, double secondsToFirstChunk) {
    answer.handedOver();
    assertThat(telemetry.spans()).as("ended by the server only").isEmpty();
    response.ended(null);

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo(outcome);
    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attributes().get(StreamAttributes.TIME_TO_FIRST_CHUNK))
        .isEqualTo(secondsToFirstChunk);
  }

  /** The application sends an event; what a converter writes may reach the server or not. */
  private void send(HttpAnswer answer, Runnable converter) {
    StreamSpan stream = answer.open(framework, StreamProtocol.SSE, request);
    long departures = answer.departures();
    long start = stream.nanoTime();
    converter.run();
    answer.sent(1, 1, 0, start, departures);
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    response.decide("text/event-stream", null);
    response.writing();
    response.bytes(bytes, 0, bytes.length);
    response.wrote(null);
  }

  private Attributes attributes() {
    return telemetry.span().getAttributes();
  }
}
