/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.streamscope.stream.RecordedTelemetry;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ListeningContextTest {

  private static final ContextKey<String> KEY = ContextKey.named("request");

  private final Context request = Context.root().with(KEY, "request");

  private Context subscribed() {
    try (Scope ignored = request.makeCurrent();
        Scope ignoredToo = ListeningContext.begin()) {
      return Context.current();
    }
  }

  @Test
  void outsideOfMessages_isTheRequest() {
    Context kept = subscribed();

    try (Scope ignored = kept.makeCurrent()) {
      assertThat(Context.current()).isSameAs(kept);
      assertThat(Context.current().get(KEY)).isEqualTo("request");
    }
    assertThat(kept.get(KEY)).isEqualTo("request");
  }

  @Test
  void whileAMessageIsHandled_isItsTurn() {
    WebSocketTelemetry telemetry =
        WebSocketTelemetry.create(RecordedTelemetry.create().runtime(), "test");
    WebSocketPeer peer = WebSocketPeer.ofServer("/chat", "/chat");
    WebSocketSession session =
        Objects.requireNonNull(telemetry.open(request, peer, telemetry.nanoTime(), null));
    Context kept = subscribed();
    MessageScope scope =
        Objects.requireNonNull(
            session.handle(MessageType.TEXT, 1, "?", session.received(MessageType.TEXT, 1)));
    Context turn = Context.current();

    Context onSignal;
    try (Scope ignored = kept.makeCurrent()) {
      onSignal = Context.current();
    }
    scope.close(null);

    assertThat(onSignal).isSameAs(turn);
    assertThat(WebSocketTurn.isIn(onSignal)).isTrue();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void whileItIsCurrentItself_isTheRequest() {
    try (Scope ignored = request.makeCurrent();
        Scope ignoredToo = ListeningContext.begin();
        Scope ignoredAgain = ListeningContext.begin()) {
      assertThat(Context.current().get(KEY)).isEqualTo("request");
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
      try (Scope ignoredHere = Context.current().with(KEY, "more").makeCurrent()) {
        assertThat(Context.current().get(KEY)).isEqualTo("more");
      }
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }
}
