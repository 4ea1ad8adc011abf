/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static io.streamscope.websocket.MessageType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import org.junit.jupiter.api.Test;

class WaitingPartTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final WebSocketSession session =
      WebSocketTelemetry.create(telemetry.runtime(), "test")
          .open(Context.root(), WebSocketPeer.ofServer("/chat", null), now(), null);
  private final MessageParts parts = new MessageParts(session);

  @Test
  void messageThatWaits_isAsOldAsItIsAndNobodysWork() {
    WaitingPart waiting = parts.waiting(TEXT, 2, "hi", true);
    after(300);
    MessageScope scope = waiting.begin();
    after(20);
    session.sent(TEXT, 4, now());
    scope.close(null);
    close();

    assertThat(turn().getAttributes().asMap())
        .containsEntry(StreamAttributes.TIME_TO_FIRST_CHUNK, 0.32)
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1L)
        .containsEntry(WebSocketAttributes.BYTES_RECEIVED, 2L);
    assertThat(session().getAttributes().asMap())
        .containsEntry(StreamAttributes.BUSY_TIME, 0.02)
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1L);
  }

  @Test
  void partsThatWait_areOneMessage() {
    WaitingPart first = parts.waiting(TEXT, 1, "h", false);
    WaitingPart last = parts.waiting(TEXT, 2, "i!", true);
    Span handledIn = handled(first);

    assertThat(handled(last)).isEqualTo(handledIn);
    close();
    assertThat(turn().getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1L)
        .containsEntry(WebSocketAttributes.BYTES_RECEIVED, 3L);
    assertThat(session().getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1L)
        .containsEntry(WebSocketAttributes.BYTES_RECEIVED, 3L);
  }

  @Test
  void whatWaitsWhenTheConnectionIsClosed_hasNoTurn() {
    WaitingPart waiting = parts.waiting(TEXT, 2, "hi", true);
    close();

    assertThat(waiting.begin()).isNull();
    assertThat(session().getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1L);
  }

  private static Span handled(WaitingPart part) {
    MessageScope scope = part.begin();
    Span span = Span.current();
    scope.close(null);
    return span;
  }

  private SpanData turn() {
    return named("websocket_turn /chat");
  }

  private SpanData session() {
    return named("websocket_session /chat");
  }

  private SpanData named(String name) {
    return telemetry.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void close() {
    session.closing(1000, true);
    session.closed();
  }

  private long now() {
    return telemetry.clock().getAsLong();
  }

  private void after(long millis) {
    telemetry.clock().advanceMillis(millis);
  }
}
