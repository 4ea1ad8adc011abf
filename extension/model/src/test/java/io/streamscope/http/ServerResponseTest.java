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
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ServerResponseTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "server");
  private final AtomicReference<String> route = new AtomicReference<>("/sse");
  private final Context request =
      HttpAnswer.begin(
          Context.root(), telemetry.clock().getAsLong(), context -> route.get(), false);
  private final ServerResponse response = http.response(request);

  private void write(ServerResponse to, String text, long millis) {
    byte[] bytes = text.getBytes(UTF_8);
    to.writing();
    to.bytes(bytes, 0, bytes.length);
    telemetry.clock().advanceMillis(millis);
    to.wrote(null);
  }

  private Attributes attributes() {
    return telemetry.span().getAttributes();
  }

  @Test
  void streamedResponse_isOneSpan() {
    telemetry.clock().advanceMillis(30);
    response.decide("text/event-stream", null);
    write(response, "data: a\n", 0);
    telemetry.clock().advanceMillis(10);
    write(response, "\n: ping\n\ndata: bc\n\n", 0);

    response.ended(null);

    SpanData span = telemetry.span();
    assertThat(span.getName()).isEqualTo("sse_stream /sse");
    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attributes().get(StreamAttributes.BYTES)).isEqualTo(3);
    assertThat(attributes().get(StreamAttributes.HEARTBEAT_COUNT)).isEqualTo(1);
    assertThat(attributes().get(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.04);
  }

  @Test
  void otherResponse_isLookedAtOnce() {
    assertThat(response.isUndecided()).isTrue();
    response.decide("application/json", null);

    assertThat(response.isUndecided()).isFalse();
    assertThat(response.isStream()).isFalse();
    write(response, "{}", 1);
    response.ended(null);
    assertThat(telemetry.spans()).isEmpty();
  }

  @Test
  void responseToAHeadRequest_isNoStream() {
    Context head =
        HttpAnswer.begin(Context.root(), telemetry.clock().getAsLong(), route -> "/", true);
    ServerResponse headers = http.response(head);

    headers.decide("text/event-stream", null);

    assertThat(headers.isStream()).isFalse();
    headers.ended(null);
    assertThat(telemetry.spans()).isEmpty();
  }

  @Test
  void serverBelowAWatchedOne_standsBack() {
    Context other =
        HttpAnswer.begin(Context.root(), telemetry.clock().getAsLong(), route -> "/", false);

    assertThat(http.responseUnlessWatched(request)).isNull();
    assertThat(http.responseUnlessWatched(other)).isNotNull();
    assertThat(http.responseUnlessWatched(other)).isNull();
    assertThat(http.responseUnlessWatched(Context.root())).isNull();
  }

  @Test
  void outsideOfARequest_thereIsNoResponse() {
    assertThat(http.response(Context.root())).isNull();
  }

  @Test
  void timeToTheFirstByte_isRecordedOnce() {
    telemetry.clock().advanceMillis(250);
    response.decide("application/x-ndjson", null);
    write(response, "", 0); // the headers
    telemetry.clock().advanceMillis(500);
    write(response, "{}\n", 0);
    response.ended(null);

    HistogramPointData point =
        telemetry
            .histogram("streamscope.http.server.setup.duration")
            .get(
                Attributes.of(
                    StreamAttributes.PROTOCOL, "ndjson", StreamAttributes.HTTP_ROUTE, "/sse"));
    assertThat(point.getCount()).isEqualTo(1);
    assertThat(point.getSum()).isEqualTo(0.25);
    assertThat(attributes().get(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.75);
  }

  @Test
  void writesThatTakeLong_areBlocked() {
    response.decide("text/event-stream", null);
    write(response, "data: a\n\n", 0);
    write(response, "data: b\n\n", 400);
    write(response, "data: c\n\n", 1);

    response.ended(null);

    assertThat(attributes().get(StreamAttributes.BLOCKED_TIME)).isEqualTo(0.4);
    assertThat(attributes().get(StreamAttributes.BUSY_TIME)).isEqualTo(0.401);
  }

  @Test
  void writeInsideOfAFlush_isTimedOnce() {
    response.decide("text/event-stream", null);
    response.writing();
    write(response, "data: a\n\n", 100);
    telemetry.clock().advanceMillis(50);
    response.wrote(null);

    response.ended(null);

    assertThat(attributes().get(StreamAttributes.BUSY_TIME)).isEqualTo(0.15);
    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attributes().get(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.15);
  }

  @Test
  void failureThatTheFrameworkKeepsToItself_isAnErrorAtTheEnd() {
    response.decide("application/x-ndjson", null);
    write(response, "{}\n", 0);
    requireNonNull(HttpAnswer.fromContext(request)).failed(new IllegalStateException("broken"));
    write(response, "{}\n", 0);

    response.ended(new IOException("what followed"));

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(attributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
  }

  @Test
  void writeThatFails_isTheReaderLeaving() {
    response.decide("text/event-stream", null);
    response.writing();
    response.wrote(new IOException("Broken pipe"));

    response.ended(null);

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("client_disconnect");
  }

  @Test
  void failureOfTheApplication_isAnError() {
    response.decide("text/event-stream", null);

    response.ended(new IllegalStateException("no more"));

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(attributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void failureOfWhatTheApplicationRead_isAnErrorToo() {
    response.decide("text/event-stream", null);

    response.ended(new IOException("upstream reset"));

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("error");
  }

  @Test
  void answerThatIsWithTheServer_endsThere() {
    HttpAnswer answer = http.announce(request, StreamProtocol.NDJSON, false);
    response.decide("application/x-ndjson", null);
    write(response, "{}", 0); // a line without its end
    answer.handedOver();
    assertThat(telemetry.spans()).isEmpty();

    response.ended(null);

    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
  }

  @Test
  void serverThatGivesUp_isATimeout() {
    response.decide("text/event-stream", null);

    response.timedOut();

    assertThat(attributes().get(StreamAttributes.OUTCOME)).isEqualTo("timeout");
  }

  @Test
  void streamThatCountsItself_getsOnlyWhatTheServerKnows() {
    StreamSpan stream =
        http.announce(request, StreamProtocol.SSE, true).open(http, StreamProtocol.SSE, request);
    response.decide("text/event-stream", null);
    write(response, "data: a\n\n", 0);
    write(response, "data: b\n\n", 30);
    stream.chunk(1);

    stream.complete();
    response.ended(null);

    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attributes().get(StreamAttributes.BLOCKED_TIME)).isZero(); // no send of its own
    assertThat(telemetry.histogram("streamscope.http.server.setup.duration")).hasSize(1);
  }

  @Test
  void streamThatAFrameworkOpened_isCountedByTheServer() {
    HttpAnswer answer = http.announce(request, StreamProtocol.SSE, false);
    response.decide("text/event-stream", null);
    write(response, "data: a\n\n", 0);

    requireNonNull(answer.stream()).complete();

    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
  }

  @Test
  void routeThatIsKnownLate_isTheStreamsToo() {
    route.set(null);
    response.decide("text/event-stream", null);
    route.set("/late");

    response.ended(null);

    assertThat(telemetry.span().getName()).isEqualTo("sse_stream /late");
    assertThat(attributes().get(StreamAttributes.HTTP_ROUTE)).isEqualTo("/late");
    assertThat(telemetry.histogram("streamscope.stream.duration").keySet())
        .extracting(labels -> labels.get(StreamAttributes.HTTP_ROUTE))
        .containsExactly("/late");
  }

  @Test
  void compressedResponse_isAChunkAFlush() {
    response.decide("text/event-stream", "gzip");
    write(response, "xx", 0);
    write(response, "yyy", 0);

    response.ended(null);

    assertThat(attributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attributes().get(StreamAttributes.BYTES)).isEqualTo(5);
  }
}
