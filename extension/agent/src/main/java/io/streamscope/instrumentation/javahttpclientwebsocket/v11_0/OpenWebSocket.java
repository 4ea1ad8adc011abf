/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclientwebsocket.v11_0;

import static io.streamscope.instrumentation.javahttpclientwebsocket.v11_0.JavaHttpClientWebSocketSingletons.sockets;

import io.streamscope.websocket.MessageParts;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketSession;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What we know of an open connection. What is sent only gets into a queue: sending takes no time.
 */
public final class OpenWebSocket {

  private final WebSocketSession session;
  private final MessageParts parts;

  OpenWebSocket(WebSocketSession session) {
    this.session = session;
    this.parts = new MessageParts(session);
  }

  WebSocketSession session() {
    return session;
  }

  MessageParts parts() {
    return parts;
  }

  /**
   * The application sends a text, or a part of one: the answer may come before that returns.
   *
   * @return what is to be sent instead, null for that text
   */
  public static @Nullable CharSequence sendingText(
      WebSocket socket, @Nullable CharSequence text, boolean last) {
    OpenWebSocket open = sockets().get(socket);
    if (open == null || text == null || socket.isOutputClosed()) {
      return null;
    }
    boolean whole = last && !open.parts.isSending();
    CharSequence traced = whole ? open.session.sends().withTrace(text) : null;
    CharSequence sent = traced == null ? text : traced;
    open.session.realtime().sent(sent, last);
    open.sending(MessageType.TEXT, MessageParts.utf8Length(sent), last);
    return traced;
  }

  /** The same of bytes. */
  public static void sendingBytes(WebSocket socket, @Nullable ByteBuffer bytes, boolean last) {
    OpenWebSocket open = sockets().get(socket);
    if (open != null && bytes != null && !socket.isOutputClosed()) {
      open.session.realtime().sent(bytes, false, last);
      open.sending(MessageType.BINARY, bytes.remaining(), last);
    }
  }

  private void sending(MessageType type, long bytes, boolean last) {
    parts.sent(type, bytes, last, session.nanoTime());
  }

  /** The application sends a ping. */
  public static void pinging(WebSocket socket) {
    OpenWebSocket open = sockets().get(socket);
    if (open != null) {
      open.session.pinged();
    }
  }

  /** The application is about to close its half: the answer may come before the method returns. */
  public static void closing(WebSocket socket, int code) {
    OpenWebSocket open = sockets().get(socket);
    if (open != null) {
      open.session.closing(code, false);
    }
  }

  /** It has done so, or was not allowed to. */
  public static void closed(WebSocket socket, CompletableFuture<WebSocket> sent) {
    OpenWebSocket open = sockets().get(socket);
    if (open != null && sent.isCompletedExceptionally()) {
      open.session.notClosing();
    }
  }

  /** The application cuts the connection. */
  public static void aborted(WebSocket socket) {
    OpenWebSocket open = sockets().get(socket);
    if (open != null) {
      open.session.aborted();
    }
  }
}
