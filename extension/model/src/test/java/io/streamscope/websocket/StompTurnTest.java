/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static io.streamscope.websocket.MessageType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StompTurnTest {

  private static final String CONNECT = "CONNECT\naccept-version:1.2\n\n\0";
  private static final String SUBSCRIBE = "SUBSCRIBE\nid:0\ndestination:/topic/a\n\n\0";
  private static final String SEND = "SEND\ndestination:/app/ask\n\nhi\0";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final int MESSAGE = 40;

  private RecordedTelemetry telemetry = RecordedTelemetry.create();
  private WebSocketSession session = open();

  @Test
  void sentFrame_isATurn() {
    handle(CONNECT);
    answer(Context.root(), MESSAGE); // CONNECTED
    handle(SUBSCRIBE);
    Context context = handle(SEND);
    answer(context, MESSAGE);
    answer(context, MESSAGE);
    handle("DISCONNECT\nreceipt:1\n\n\0");
    close();

    assertThat(turns()).hasSize(1);
    assertThat(turns().get(0).getAttributes().asMap())
        .containsEntry(StreamAttributes.CHUNK_COUNT, 2L)
        .containsEntry(StreamAttributes.BYTES, 2L * MESSAGE)
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1L)
        .containsEntry(WebSocketAttributes.BYTES_RECEIVED, (long) SEND.length());
    assertThat(sessionSpan().getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 4L)
        .containsEntry(WebSocketAttributes.MESSAGES_SENT, 3L);
  }

  /** Ours comes while the answer is still open, in no turn's context. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "a[\"\\n\"]"})
  void heartbeat_isNoTurnAndNoAnswer(String ours) {
    handle(CONNECT);
    Context context = handle(SEND);
    answer(context, MESSAGE);
    answer(Context.root(), ours.length());
    handle("\n");
    answer(context, MESSAGE);
    close();

    assertThat(turns()).hasSize(1);
    assertThat(turns().get(0).getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(sessionSpan().getAttributes().get(StreamAttributes.HEARTBEAT_COUNT)).isEqualTo(2);
  }

  @Test
  void frameInSeveralMessages_isOneTurn() {
    handle(CONNECT);
    Context context = handle("SEND\ndestination:/app/ask\n\nlong ");
    assertThat(handle("and\nlonger\0")).isEqualTo(context);
    answer(context, MESSAGE);
    close();

    assertThat(turns()).hasSize(1);
    assertThat(turns().get(0).getAttributes().get(WebSocketAttributes.MESSAGES_RECEIVED))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEND\ntraceparent:" + PARENT + "\n\nhi\0",
        "SEND\ntp:" + PARENT + "\ntraceparent:00-0\n\n\0",
        "[\"SEND\\ntraceparent:" + PARENT + "\\n\\nhi\\u0000\"]"
      })
  void frameThatCarriesATrace_isPartOfIt(String frame) {
    configure(ConfigKey.WEBSOCKET_PROPAGATION_FIELD, "tp");
    handle(frame.startsWith("[") ? "[\"CONNECT\\n\\n\\u0000\"]" : CONNECT);
    answer(handle(frame), MESSAGE);
    answer(handle(SEND), MESSAGE);
    close();

    assertThat(turns()).hasSize(2);
    assertThat(turns().get(0).getTraceId()).isEqualTo(TRACE);
    assertThat(turns().get(0).getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(turns().get(1).getTraceId()).isNotEqualTo(TRACE);
  }

  /** The user has not asked for it. */
  @Test
  void traceOfAFrame_isNotReadByDefault() {
    handle(CONNECT);
    answer(handle("SEND\ntraceparent:" + PARENT + "\n\nhi\0"), MESSAGE);
    close();

    assertThat(turns().get(0).getTraceId()).isNotEqualTo(TRACE);
  }

  @Test
  void idOfAFrame_isInAHeader() {
    configure(ConfigKey.WEBSOCKET_MESSAGE_ID_FIELD, "id");
    handle(CONNECT);
    answer(handle("SEND\nid:m-17\n\n{\"id\":\"body\"}\0"), MESSAGE);
    close();

    assertThat(turns().get(0).getAttributes().get(WebSocketAttributes.MESSAGE_ID))
        .isEqualTo("m-17");
  }

  /** It only looks like it: nobody has connected. */
  @Test
  void sessionThatBeginsOtherwise_isAnyOther() {
    answer(handle("hello"), MESSAGE);
    answer(handle(CONNECT), MESSAGE);
    answer(handle(SUBSCRIBE), MESSAGE);
    answer(handle("\n"), 1);
    close();

    assertThat(turns()).hasSize(4);
    assertThat(session.looksAtTexts()).isFalse();
  }

  private WebSocketSession open() {
    return WebSocketTelemetry.create(telemetry.runtime(), "test")
        .open(
            Context.root(),
            WebSocketPeer.ofServer("/stomp", null),
            telemetry.clock().getAsLong(),
            null);
  }

  private void configure(ConfigKey key, String value) {
    telemetry = RecordedTelemetry.sampled(StreamscopeConfig.defaults().with(key, value));
    session = open();
  }

  /** A message is handled by a handler that leaves it to others to answer. */
  private Context handle(String text) {
    long nanos = session.received(TEXT, text.length());
    MessageScope scope = session.handle(TEXT, text.length(), text, nanos);
    Context context = Context.current();
    scope.close(null);
    return context;
  }

  private void answer(Context context, long bytes) {
    try (Scope ignored = context.makeCurrent()) {
      session.sent(TEXT, bytes, telemetry.clock().getAsLong());
    }
  }

  private void close() {
    session.closing(1000, true);
    session.closed();
  }

  private List<SpanData> turns() {
    return telemetry.spans().stream()
        .filter(span -> span.getName().equals("websocket_turn /stomp"))
        .toList();
  }

  private SpanData sessionSpan() {
    return telemetry.spans().stream()
        .filter(span -> span.getName().equals("websocket_session /stomp"))
        .findFirst()
        .orElseThrow();
  }
}
