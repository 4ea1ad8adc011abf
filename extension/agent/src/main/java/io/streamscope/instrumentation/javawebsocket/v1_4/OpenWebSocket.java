/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javawebsocket.v1_4;

import static io.streamscope.instrumentation.javawebsocket.v1_4.JavaWebSocketSingletons.handshakes;
import static io.streamscope.instrumentation.javawebsocket.v1_4.JavaWebSocketSingletons.sockets;
import static io.streamscope.instrumentation.javawebsocket.v1_4.JavaWebSocketSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.MessageFrames;
import io.streamscope.websocket.MessageParts;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.Handshakedata;
import org.jspecify.annotations.Nullable;

/**
 * What we know of an open connection. Java-WebSocket reads one message at a time; what is sent gets
 * into a queue.
 */
public final class OpenWebSocket {

  private final WebSocketSession session;
  private final MessageFrames frames;
  private volatile @Nullable Thread examiner; // while it looks whether the peer is still there

  private OpenWebSocket(WebSocketSession session) {
    this.session = session;
    this.frames = new MessageFrames(session);
  }

  /** The application asks for a connection. */
  public static void connecting(WebSocketClient client) {
    handshakes().set(client, new Handshake(Context.current(), telemetry().nanoTime()));
  }

  /**
   * The client begins to connect, perhaps without having been asked to: then this is what asks.
   *
   * @return who has asked
   */
  public static Handshake running(WebSocketClient client) {
    Handshake handshake = handshakes().get(client);
    if (handshake == null) {
      handshake = new Handshake(Context.current(), telemetry().nanoTime());
      handshakes().set(client, handshake);
    }
    return handshake;
  }

  /** It is done with the connection, if there has been any. */
  public static void stopped(WebSocketClient client, Handshake handshake) {
    if (handshakes().get(client) == handshake) {
      handshakes().set(client, null);
    }
  }

  /** A connection is there, the application does not know yet. */
  public static void opened(Object listener, WebSocket socket, Handshakedata handshake) {
    if (!(socket instanceof WebSocketImpl known)) {
      return;
    }
    WebSocketSession session =
        listener instanceof WebSocketClient client
            ? asked(client, known)
            : served(known, handshake);
    if (session != null) {
      sockets().set(known, new OpenWebSocket(session));
    }
  }

  private static @Nullable WebSocketSession asked(WebSocketClient client, WebSocketImpl socket) {
    Handshake handshake = handshakes().get(client);
    if (handshake == null) {
      handshake = new Handshake(Context.root(), telemetry().nanoTime());
    }
    return telemetry().open(handshake, WebSocketPeer.ofClient(client.getURI()), socket);
  }

  /** No agent has a span for that request. */
  private static @Nullable WebSocketSession served(WebSocketImpl socket, Handshakedata handshake) {
    Context sender = telemetry().senderOf(handshake, HandshakeFields.GETTER);
    WebSocketPeer peer = WebSocketPeer.ofServer(null, path(socket.getResourceDescriptor()));
    return telemetry().open(sender, peer, telemetry().nanoTime(), socket);
  }

  private static @Nullable String path(@Nullable String resource) {
    int query = resource == null ? -1 : resource.indexOf('?');
    return resource == null || query < 0 ? resource : resource.substring(0, query);
  }

  private static @Nullable OpenWebSocket of(@Nullable WebSocket socket) {
    return socket instanceof WebSocketImpl known ? sockets().get(known) : null;
  }

  /** A text, or bytes, are about to be handed to the application. */
  public static @Nullable MessageScope received(WebSocket socket, Object message) {
    OpenWebSocket known = of(socket);
    if (known == null) {
      return null;
    }
    if (message instanceof String text) {
      return known.received(MessageType.TEXT, MessageParts.utf8Length(text), text);
    }
    ByteBuffer bytes = (ByteBuffer) message;
    known.session.realtime().received(bytes, true);
    return known.received(MessageType.BINARY, bytes.remaining(), null);
  }

  private @Nullable MessageScope received(MessageType type, long bytes, @Nullable String text) {
    return session.handle(type, bytes, text, session.received(type, bytes));
  }

  /** Frames, not compressed yet, are about to get into the queue, unless it is closed. */
  public static void sending(WebSocketImpl socket, @Nullable Collection<Framedata> messages) {
    OpenWebSocket known = sockets().get(socket);
    if (known != null && messages != null && socket.isOpen()) {
      messages.forEach(known::sending);
    }
  }

  private void sending(Framedata frame) {
    switch (frame.getOpcode()) {
      case PING -> session.pinged();
      case TEXT, BINARY, CONTINUOUS ->
          frames.sent(opcode(frame.getOpcode()), frame.isFin(), frame.getPayloadData());
      default -> {}
    }
  }

  /** Its number (RFC 6455 §5.2). */
  private static int opcode(Opcode opcode) {
    return opcode == Opcode.CONTINUOUS ? 0 : opcode == Opcode.TEXT ? 1 : 2;
  }

  /** What the application sends instead of a text, null for that text. */
  public static @Nullable String traced(WebSocketImpl socket, @Nullable String text) {
    OpenWebSocket known = sockets().get(socket);
    return known == null ? null : known.session.sends().withTrace(text);
  }

  /** A pong was read. */
  public static void ponged(WebSocketImpl socket) {
    OpenWebSocket known = sockets().get(socket);
    if (known != null) {
      known.session.ponged();
    }
  }

  /**
   * A close frame is about to get into the queue, if there is to be one: the peer may have read it,
   * and be gone, before the call that says so returns.
   */
  public static void sayingGoodbye(WebSocketImpl socket, int code, boolean remote) {
    if (socket.isOpen() && code != CloseFrame.ABNORMAL_CLOSE) {
      closing(socket, code, remote);
    }
  }

  /** A close frame is in the queue, ours or the answer to one; abnormal if there is none. */
  public static void closing(WebSocketImpl socket, int code, boolean remote) {
    OpenWebSocket known = sockets().get(socket);
    if (known == null) {
      return;
    }
    if (code == CloseFrame.ABNORMAL_CLOSE && !remote) {
      known.session.aborted();
    } else {
      known.session.closing(code, remote);
    }
  }

  /** Whether the peer is still there is looked into, and the connection closed if not. */
  public static void examining(WebSocket socket, boolean begins) {
    OpenWebSocket known = of(socket);
    if (known != null) {
      known.examiner = begins ? Thread.currentThread() : null;
    }
  }

  /** Reading or writing has failed. */
  public static void failed(@Nullable WebSocket socket, IOException failure) {
    OpenWebSocket known = of(socket);
    if (known != null) {
      known.session.failed(failure);
    }
  }

  /** The connection is about to be closed: after close frames, or else without. */
  public static void closed(WebSocketImpl socket, boolean remote) {
    OpenWebSocket known = sockets().get(socket);
    if (known == null) {
      return;
    }
    if (remote || socket.isFlushAndClose() || known.examiner == Thread.currentThread()) {
      known.session.closed();
    } else {
      known.session.aborted();
    }
  }
}
