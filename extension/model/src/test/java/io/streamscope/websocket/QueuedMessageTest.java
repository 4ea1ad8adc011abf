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
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QueuedMessageTest {

  private static final int LONG_MILLIS = 60_000; // more than an answer may take to come

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final WebSocketSession session = open();

  @Test
  void messageThatHasWaited_isHandledInItsTurn_whateverIsCurrent() {
    QueuedMessage one = come();
    QueuedMessage two = come();
    one.waits();
    two.waits();
    after(LONG_MILLIS);

    Scope first = one.begin();
    answer(3);
    Scope second = two.begin();
    answer(4);
    answer(5);
    two.end(second);
    answer(7);
    one.end(first);

    assertThat(Context.current()).isSameAs(Context.root());
    session.closed();
    assertThat(turns()).extracting(QueuedMessageTest::bytes).containsExactly(10L, 9L);
    assertThat(turns())
        .extracting(turn -> turn.getAttributes().get(StreamAttributes.CHUNK_COUNT))
        .containsExactly(2L, 2L);
  }

  @Test
  void turnOfAMessageThatWaits_isNotOver() {
    QueuedMessage message = come();
    message.waits();
    after(LONG_MILLIS);
    assertThat(turns()).isEmpty();

    message.end(message.begin());
    after(LONG_MILLIS);
    assertThat(turns()).hasSize(1);
  }

  @Test
  void messageThatTheApplicationHas_doesNotWait() {
    QueuedMessage message = come();
    message.end(message.begin());
    message.waits();
    after(LONG_MILLIS);

    assertThat(turns()).hasSize(1);
  }

  @Test
  void whatIsOfNoTurn_isNoMessage() {
    assertThat(QueuedMessage.current()).isNull();
  }

  /** A library reads a message, and puts it into its queue or hands it on. */
  private QueuedMessage come() {
    MessageScope scope =
        Objects.requireNonNull(session.handle(TEXT, 1, "?", session.received(TEXT, 1)));
    QueuedMessage message = QueuedMessage.current();
    scope.close(null);
    return Objects.requireNonNull(message);
  }

  private void answer(long bytes) {
    session.sent(TEXT, bytes, telemetry.clock().getAsLong());
  }

  private WebSocketSession open() {
    WebSocketTelemetry sockets = WebSocketTelemetry.create(telemetry.runtime(), "test");
    return Objects.requireNonNull(
        sockets.open(
            Context.root(), WebSocketPeer.ofServer("/chat", "/chat"), sockets.nanoTime(), null));
  }

  private List<SpanData> turns() {
    return telemetry.spans().stream()
        .filter(span -> span.getName().startsWith("websocket_turn"))
        .toList();
  }

  private static Long bytes(SpanData turn) {
    return turn.getAttributes().get(StreamAttributes.BYTES);
  }

  private void after(long millis) {
    telemetry.clock().advanceMillis(millis);
    telemetry.runtime().openStreams().sweep();
  }
}
