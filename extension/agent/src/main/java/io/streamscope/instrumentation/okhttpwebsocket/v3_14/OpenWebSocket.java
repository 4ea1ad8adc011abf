/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttpwebsocket.v3_14;

import static io.streamscope.instrumentation.okhttpwebsocket.v3_14.OkHttpWebSocketSingletons.sockets;
import static io.streamscope.instrumentation.okhttpwebsocket.v3_14.OkHttpWebSocketSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.MessageParts;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import okhttp3.WebSocket;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A connection from the application's wish to its end. What is sent gets into a queue. */
public final class OpenWebSocket {

  private static final int TEXT = 1;

  private final Handshake handshake;
  private volatile @Nullable WebSocketSession session; // null until it is open

  private OpenWebSocket(Handshake handshake) {
    this.handshake = handshake;
  }

  /** The application asks for a connection. */
  public static Scope connecting(WebSocket socket) {
    Handshake handshake = new Handshake(Context.current(), telemetry().nanoTime());
    sockets().set(socket, new OpenWebSocket(handshake));
    return handshake.context().makeCurrent();
  }

  /** It is there; nothing has been read. */
  public static void opened(WebSocket socket) {
    OpenWebSocket open = sockets().get(socket);
    if (open != null) {
      WebSocketPeer peer = WebSocketPeer.ofClient(socket.request().url().uri());
      open.session = telemetry().open(open.handshake, peer, socket);
    }
  }

  private static @Nullable WebSocketSession session(WebSocket socket) {
    OpenWebSocket open = sockets().get(socket);
    return open == null ? null : open.session;
  }

  /** A text, or bytes, are about to be handed to the application. */
  public static @Nullable MessageScope received(WebSocket socket, Object message) {
    WebSocketSession session = session(socket);
    if (session == null) {
      return null;
    }
    if (message instanceof String text) {
      return received(session, MessageType.TEXT, MessageParts.utf8Length(text), text);
    }
    ByteString bytes = (ByteString) message;
    if (session.realtime().isRead()) {
      session.realtime().received(bytes.asByteBuffer(), true);
    }
    return received(session, MessageType.BINARY, bytes.size(), null);
  }

  private static @Nullable MessageScope received(
      WebSocketSession session, MessageType type, long bytes, @Nullable String text) {
    return session.handle(type, bytes, text, session.received(type, bytes));
  }

  /** What the application sends instead of a text, null for that text. */
  public static @Nullable String traced(WebSocket socket, @Nullable String text) {
    WebSocketSession session = session(socket);
    return session == null ? null : session.sends().withTrace(text);
  }

  /**
   * A message is about to get into the queue: the answer may come before that returns.
   *
   * @return null if nobody wants to know
   */
  public static @Nullable WebSocketSession sending(WebSocket socket, ByteString bytes, int kind) {
    WebSocketSession session = session(socket);
    if (session != null) {
      session.sends().begun();
      if (session.realtime().isRead()) {
        session.realtime().sent(bytes.asByteBuffer(), kind == TEXT, true);
      }
    }
    return session;
  }

  /** It is there, as long as there is room and the connection is open. */
  public static void sent(WebSocketSession session, ByteString bytes, int kind, boolean accepted) {
    if (accepted) {
      session.sent(
          kind == TEXT ? MessageType.TEXT : MessageType.BINARY, bytes.size(), session.nanoTime());
    }
    session.sends().ended();
  }

  /** A ping is being written. */
  public static void pinging(WebSocket socket) {
    WebSocketSession session = session(socket);
    if (session != null) {
      session.pinged();
    }
  }

  /** A pong was read. */
  public static void ponged(WebSocket socket) {
    WebSocketSession session = session(socket);
    if (session != null) {
      session.ponged();
    }
  }

  /** A close frame was read, or one of the application's is about to get into the queue. */
  public static void closing(WebSocket socket, int code, boolean remote) {
    WebSocketSession session = session(socket);
    if (session != null) {
      session.closing(code, remote);
    }
  }

  /** The application was not allowed to close in that way. */
  public static void notClosing(WebSocket socket) {
    WebSocketSession session = session(socket);
    if (session != null) {
      session.notClosing();
    }
  }

  /** The application knows that the server has closed. */
  public static void closed(WebSocket socket) {
    WebSocketSession session = session(socket);
    if (session != null) {
      session.closed();
    }
  }

  /** The application cuts the connection. */
  public static void cancelled(WebSocket socket) {
    WebSocketSession session = session(socket);
    if (session != null) {
      session.aborted();
    }
  }

  /** The connection, or the application's listener, has failed. */
  public static void failed(WebSocket socket, Exception failure) {
    WebSocketSession session = session(socket);
    if (session != null) {
      session.failed(failure);
    }
  }
}
