/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How what is read of a streamed answer, and how reading stops, become its chunks and outcome. */
class InboundBodyTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");

  private InboundBody body(String type) {
    return http.call(Context.root(), new RequestTarget("GET", "api.example.com", 443, "/"))
        .answered(200, type, null);
  }

  private InboundBody sse() {
    return body("text/event-stream");
  }

  private static void arrive(InboundBody body, String text) {
    body.onBytes(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private <T> T attribute(AttributeKey<T> key) {
    return telemetry.span().getAttributes().get(key);
  }

  @Test
  void readTimeoutAfterWhichItReadsOn_endsNothing() {
    InboundBody body = sse();
    arrive(body, "data: a\n\n");
    body.onError(new SocketTimeoutException("Read timed out"));
    body.onError(new SocketTimeoutException("Read timed out"));
    arrive(body, "data: b\n\n");

    body.onEnd();

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(telemetry.events("exception")).isEmpty();
  }

  @Test
  void readTimeoutAfterWhichItCloses_isATimeoutWithTheException() {
    InboundBody body = sse();
    arrive(body, "data: a\n\n");
    body.onError(new SocketTimeoutException("Read timed out"));
    assertThat(body.stream().isOver()).isFalse();

    body.onClose();

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("timeout");
    assertThat(attribute(StreamAttributes.ERROR_TYPE)).isEqualTo("java.net.SocketTimeoutException");
    assertThat(telemetry.events("exception")).hasSize(1);
  }

  @Test
  void readTimeoutAfterWhichNothingComes_isATimeout() {
    InboundBody ended = sse();
    ended.onError(new SocketTimeoutException());
    ended.onEnd(); // a client that has given the connection up tells an end
    InboundBody failed = sse();
    failed.onError(new SocketTimeoutException());
    failed.onError(new IOException("Premature EOF"));

    assertThat(telemetry.spans())
        .hasSize(2)
        .allSatisfy(
            span -> {
              assertThat(span.getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("timeout");
              assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE))
                  .isEqualTo("java.net.SocketTimeoutException");
            });
  }

  @Test
  void readTimeoutAfterWhichTheReaderIsForgotten_isATimeout() {
    InboundBody body = sse();
    Object reader = new Object();
    body.ownedBy(reader);
    body.onError(new SocketTimeoutException());
    telemetry.runtime().openStreams().sweep();
    assertThat(body.stream().isOver()).isFalse();
    WeakReference<Object> forgotten = new WeakReference<>(reader);
    reader = null;
    while (!forgotten.refersTo(null)) {
      System.gc();
    }

    telemetry.runtime().openStreams().sweep();

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("timeout");
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  @Test
  void readerThatIsForgottenAfterItReadOn_hasAbandonedTheStream() {
    InboundBody body = sse();
    Object reader = new Object();
    body.ownedBy(reader);
    body.onError(new SocketTimeoutException());
    arrive(body, "data: a\n\n");
    WeakReference<Object> forgotten = new WeakReference<>(reader);
    reader = null;
    while (!forgotten.refersTo(null)) {
      System.gc();
    }

    telemetry.runtime().openStreams().sweep();

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("abandoned");
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  @Test
  void failureOfARequestThatWasGivenUp_isCancelled() {
    InboundCall call =
        http.call(Context.root(), new RequestTarget("GET", "api.example.com", 443, "/"));
    CompletableFuture<Object> answer = new CompletableFuture<>();
    CallScope.end(call.issueHere(), answer, null);
    InboundBody body = call.answered(200, "text/event-stream", null);
    answer.cancel(true);

    body.failed(new IOException("chunked transfer encoding, state: READING_LENGTH"));

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("cancelled");
  }

  @Test
  void closeAfterTheEndMark_isComplete() {
    InboundBody done = sse();
    arrive(done, "data: a\n\ndata: [DONE]\n\n");
    done.onClose();

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(1);
  }

  @Test
  void closeAfterTheLastMessage_isComplete() {
    InboundBody done = sse();
    arrive(done, "event: message_stop\ndata: {}\n\n");

    done.onClose();

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("complete");
  }

  @Test
  void closeAfterMoreThanTheEndMark_isCancelled() {
    InboundBody body = sse();
    arrive(body, "data: [DONE]\n\ndata: a\n\n");

    body.onClose();

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("cancelled");
  }

  @Test
  void errorEvent_isAnErrorHoweverTheReadingStops() {
    InboundBody ended = sse();
    arrive(ended, "data: a\n\nevent: error\ndata: {\"type\":\"overloaded_error\"}\n\n");
    ended.onEnd();
    InboundBody closed = sse();
    arrive(closed, "event: error\ndata: {}\n\ndata: [DONE]\n\n");
    closed.onClose();

    assertThat(telemetry.spans())
        .hasSize(2)
        .allSatisfy(
            span -> {
              assertThat(span.getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("error");
              assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE))
                  .isEqualTo("error_event");
            });
  }

  @Test
  void errorEventThatTheStreamGoesOnAfter_isOneOfItsEvents() {
    InboundBody body = sse();
    arrive(body, "event: error\ndata: a\n\ndata: b\n\n");

    body.onEnd();

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
  }

  @Test
  void pingsAndBlankLines_areHeartbeats() {
    InboundBody sse = sse();
    arrive(sse, "event: ping\ndata: {\"type\":\"ping\"}\n\n: comment\n\ndata: a\n\n");
    sse.onEnd();
    InboundBody ndjson = body("application/x-ndjson");
    arrive(ndjson, "\n{}\n  \n{}\n");
    ndjson.onEnd();

    assertThat(telemetry.spans())
        .extracting(span -> span.getAttributes().get(StreamAttributes.HEARTBEAT_COUNT))
        .containsExactly(2L, 2L);
    assertThat(telemetry.spans())
        .extracting(span -> span.getAttributes().get(StreamAttributes.CHUNK_COUNT))
        .containsExactly(1L, 2L);
    assertThat(telemetry.spans())
        .extracting(span -> span.getAttributes().get(StreamAttributes.BYTES))
        .containsExactly(1L, 4L);
  }
}
