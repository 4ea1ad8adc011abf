/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import static io.streamscope.instrumentation.undertowwebsocket.v1_4.UndertowWebSocketSingletons.outgoing;

import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketSession;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import org.jspecify.annotations.Nullable;

/** A message from the application's wish to send it until all of it is in Undertow's queue. */
public final class OutgoingMessage {

  private final WebSocketSession session;
  private final MessageType type;
  private final long startNanos;
  private long bytes;

  OutgoingMessage(WebSocketSession session, MessageType type) {
    this.session = session;
    this.type = type;
    this.startNanos = session.nanoTime();
  }

  /** Bytes go into a sink, of whatever protocol, not compressed yet. */
  public static void filling(Object sink, @Nullable PooledByteBuffer pooled) {
    OutgoingMessage message =
        sink instanceof StreamSinkFrameChannel frames ? outgoing().get(frames) : null;
    if (message != null && pooled != null) {
      message.bytes += pooled.getBuffer().remaining();
    }
  }

  /** A sink gets into the queue: with the end of its message, or else again later. */
  public static void queueing(Object sink) {
    if (!(sink instanceof StreamSinkFrameChannel frames)) {
      return;
    }
    OutgoingMessage message = outgoing().get(frames);
    if (message != null && frames.isFinalFragment()) {
      outgoing().set(frames, null);
      message.session.sent(message.type, message.bytes, message.startNanos);
    }
  }
}
