/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.streamscope.stream.Failure;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.WallClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one session as spans of their own, for whoever asks for them: the first ones, as
 * many as the user allows; the rest is counted. A span is made when all about its message is known.
 * Thread-safe.
 */
final class MessageSpans {

  private final WebSocketTelemetry telemetry;
  private final WebSocketPeer peer;
  private final AtomicInteger left;
  private final boolean wanted;

  MessageSpans(WebSocketTelemetry telemetry, WebSocketPeer peer) {
    this.telemetry = telemetry;
    this.peer = peer;
    this.wanted = telemetry.settings().messageSpans();
    this.left = new AtomicInteger(telemetry.settings().messageSpansMax());
  }

  /**
   * A message is being handled: its span is from when it came until its handler returns.
   *
   * @param bytes of it, or of its first part if the application takes parts
   */
  MessageScope handled(MessageScope scope, MessageType type, long bytes, WebSocketTurn turn) {
    return handled(scope, type, bytes, turn.stream(), turn.context());
  }

  /** The same on the side that asked, which has no turns. */
  MessageScope handled(MessageScope scope, MessageType type, long bytes, SessionSegment segment) {
    return handled(scope, type, bytes, segment.stream(), segment.callbackContext());
  }

  private MessageScope handled(
      MessageScope scope, MessageType type, long bytes, StreamSpan stream, Context parent) {
    if (wanted) {
      scope.whenOver(
          (start, end, thrown) -> {
            Message message =
                new Message("websocket_receive", SpanKind.CONSUMER, type, bytes, parent);
            tell(message, stream, start, end, thrown);
          });
    }
    return scope;
  }

  /**
   * A message was sent: its span is the time of the application's call.
   *
   * @param stream the turn, or the session; what else is current where it is sent comes first
   */
  void sent(MessageType type, long bytes, StreamSpan stream, long start, long end) {
    if (wanted) {
      Context current = Context.current();
      boolean known = Span.fromContext(current).getSpanContext().isValid();
      Context parent = known ? current : stream.context();
      Message message = new Message("websocket_send", SpanKind.PRODUCER, type, bytes, parent);
      tell(message, stream, start, end, null);
    }
  }

  private record Message(
      String name, SpanKind kind, MessageType type, long bytes, Context parent) {}

  /** By the clock of the stream that it belongs to: no message comes before its turn. */
  private void tell(
      Message message, StreamSpan stream, long start, long end, @Nullable Throwable thrown) {
    if (left.getAndUpdate(spans -> Math.max(0, spans - 1)) == 0) {
      telemetry.streams().runtime().metrics().dropped("websocket_message");
      return;
    }
    WallClock clock = stream.wallClock();
    if (clock == null) {
      return;
    }
    Span span =
        telemetry
            .streams()
            .tracer()
            .spanBuilder(peer.named(message.name()))
            .setSpanKind(message.kind())
            .setParent(message.parent())
            .setAllAttributes(peer.attributes())
            .setAttribute(WebSocketAttributes.MESSAGE_TYPE, message.type().value())
            .setAttribute(WebSocketAttributes.MESSAGE_BYTES, message.bytes())
            .setStartTimestamp(clock.epochNanos(start), TimeUnit.NANOSECONDS)
            .startSpan();
    if (thrown != null) {
      Failure.of(thrown).writeTo(span, clock.epochNanos(end));
    }
    Guard.end(span, clock.epochNanos(end));
  }
}
