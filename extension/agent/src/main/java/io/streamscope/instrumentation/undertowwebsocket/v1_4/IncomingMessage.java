/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import static io.streamscope.instrumentation.undertowwebsocket.v1_4.UndertowWebSocketSingletons.sockets;

import io.streamscope.websocket.WaitingPart;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.Pooled;

/**
 * A message, a part of one, or a close frame on the thread that has read it: Undertow takes the
 * content out of its buffer, which can be done once, and makes a task of the application's handler.
 */
public final class IncomingMessage {

  private static final ThreadLocal<@Nullable IncomingMessage> current = new ThreadLocal<>();

  private final UndertowWebSocket socket;
  private final boolean closes;
  private final boolean last;
  private @Nullable WaitingPart part; // what it is when it has been taken out

  private IncomingMessage(UndertowWebSocket socket, boolean closes, boolean last) {
    this.socket = socket;
    this.closes = closes;
    this.last = last;
  }

  /** A message, or a part of one, is there. */
  public static void read(UndertowSession undertow, boolean last) {
    UndertowWebSocket socket = UndertowWebSocket.of(undertow);
    if (socket != null) {
      current.set(new IncomingMessage(socket, false, last));
    }
  }

  /** A close frame is. */
  public static void readClose(WebSocketChannel channel) {
    UndertowWebSocket socket = sockets().get(channel);
    if (socket != null) {
      current.set(new IncomingMessage(socket, true, true));
    }
  }

  /** A text is taken out of a buffer. */
  public static void taken(String text) {
    IncomingMessage message = current.get();
    if (message != null && message.part == null && !message.closes) {
      message.part = message.socket.readText(text, message.last);
    }
  }

  /** Bytes are. */
  public static void taken(Pooled<ByteBuffer[]> bytes) {
    IncomingMessage message = current.get();
    if (message == null || message.part != null) {
      return;
    }
    if (message.closes) {
      current.set(null);
      message.socket.readClose(bytes.getResource());
    } else {
      message.part = message.socket.readBinary(bytes.getResource(), message.last);
    }
  }

  /** The task that handles it, perhaps on another thread. */
  public static Runnable handing(Runnable task) {
    IncomingMessage message = current.get();
    if (message == null || message.part == null) {
      return task;
    }
    current.set(null);
    return new TracingRunnable(message.part, task);
  }

  /** What has been read is out of our hands. */
  public static void handed() {
    current.set(null);
  }
}
