/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static io.streamscope.websocket.MessageType.BINARY;
import static io.streamscope.websocket.MessageType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageSpansTest {

  private RecordedTelemetry telemetry = RecordedTelemetry.create();

  @Test
  void withoutBeingAskedFor_thereAreNone() {
    WebSocketSession session = server();
    handle(session, null).closed();

    assertThat(messages()).isEmpty();
  }

  @Test
  void messageAndItsAnswer_areChildrenOfTheirTurn() {
    configure("200");
    WebSocketSession session = server();
    long came = session.received(TEXT, 7);
    after(5);
    MessageScope scope = session.handle(TEXT, 7, "a text!", came);
    after(20);
    long start = now();
    after(3);
    session.sent(BINARY, 9, start);
    after(10);
    scope.close(null);
    session.closed();

    SpanData turn = only("websocket_turn /chat");
    SpanData sent = only("websocket_send /chat");
    SpanData received = only("websocket_receive /chat");
    assertThat(messages()).hasSize(2);
    assertThat(messages()).allMatch(span -> span.getTraceId().equals(turn.getTraceId()));
    assertThat(messages()).allMatch(span -> span.getParentSpanId().equals(turn.getSpanId()));
    assertThat(received.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(received.getStartEpochNanos()).isEqualTo(turn.getStartEpochNanos());
    assertThat(length(received)).isEqualTo(38_000_000L);
    assertThat(received.getAttributes().asMap())
        .isEqualTo(
            Map.of(
                StreamAttributes.HTTP_ROUTE,
                "/chat",
                WebSocketAttributes.MESSAGE_TYPE,
                "text",
                WebSocketAttributes.MESSAGE_BYTES,
                7L));
    assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(sent.getStartEpochNanos() - turn.getStartEpochNanos()).isEqualTo(25_000_000L);
    assertThat(length(sent)).isEqualTo(3_000_000L);
    assertThat(sent.getAttributes().get(WebSocketAttributes.MESSAGE_TYPE)).isEqualTo("binary");
    assertThat(sent.getAttributes().get(WebSocketAttributes.MESSAGE_BYTES)).isEqualTo(9L);
  }

  @Test
  void messageOfTheSideThatAsks_isAChildOfItsSession_orOfWhatIsCurrent() {
    configure("200");
    WebSocketSession session = client();
    session.sent(TEXT, 1, now());
    Span own =
        telemetry.runtime().openTelemetry().getTracer("application").spanBuilder("ask").startSpan();
    try (Scope ignored = own.makeCurrent()) {
      session.sent(TEXT, 2, now());
    }
    own.end();
    handle(session, null).closed();

    String parent = only("websocket_session /chat").getSpanId();
    assertThat(messages())
        .extracting(SpanData::getParentSpanId)
        .containsExactly(parent, own.getSpanContext().getSpanId(), parent);
  }

  @Test
  void handlerThatThrows_isAnError() {
    configure("200");
    handle(server(), new IllegalStateException("no")).closed();

    SpanData received = only("websocket_receive /chat");
    assertThat(received.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(received.getAttributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void messagesBeyondTheBudget_areCounted() {
    configure("3");
    WebSocketSession session = server();
    for (int i = 0; i < 4; i++) {
      handle(session, null);
      session.sent(TEXT, 1, now());
    }
    session.closed();

    assertThat(messages()).hasSize(3);
    assertThat(
            telemetry.counter(
                "streamscope.telemetry.dropped",
                Attributes.of(StreamAttributes.REASON, "websocket_message")))
        .isEqualTo(5);
  }

  private void configure(String max) {
    telemetry =
        RecordedTelemetry.sampled(
            StreamscopeConfig.defaults()
                .with(ConfigKey.WEBSOCKET_MESSAGE_SPANS, "true")
                .with(ConfigKey.WEBSOCKET_MESSAGE_SPANS_MAX, max));
  }

  private WebSocketSession server() {
    return open(WebSocketPeer.ofServer("/chat", null));
  }

  private WebSocketSession client() {
    return open(WebSocketPeer.ofClient(URI.create("ws://chat.example.com/chat")));
  }

  private WebSocketSession open(WebSocketPeer peer) {
    return WebSocketTelemetry.create(telemetry.runtime(), "test")
        .open(Context.root(), peer, now(), null);
  }

  private static WebSocketSession handle(WebSocketSession session, Throwable thrown) {
    session.handle(TEXT, 1, null, session.received(TEXT, 1)).close(thrown);
    return session;
  }

  private List<SpanData> messages() {
    return telemetry.spans().stream()
        .filter(
            span ->
                span.getName().startsWith("websocket_receive")
                    || span.getName().startsWith("websocket_send"))
        .toList();
  }

  private SpanData only(String name) {
    List<SpanData> found =
        telemetry.spans().stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static long length(SpanData span) {
    return span.getEndEpochNanos() - span.getStartEpochNanos();
  }

  private long now() {
    return telemetry.clock().getAsLong();
  }

  private void after(long millis) {
    telemetry.clock().advanceMillis(millis);
  }
}
