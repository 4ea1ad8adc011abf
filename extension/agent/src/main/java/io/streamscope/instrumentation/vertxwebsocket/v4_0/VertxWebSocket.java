/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.vertxwebsocket.v4_0;

import static io.streamscope.instrumentation.vertxwebsocket.v4_0.VertxWebSocketSingletons.open;
import static io.streamscope.instrumentation.vertxwebsocket.v4_0.VertxWebSocketSingletons.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.streamscope.websocket.MessageFrames;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.WebSocketSession;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What we know of an open connection. Vert.x hands over one frame at a time, when the application
 * wants one.
 */
public final class VertxWebSocket {

  private static final int NORMAL = 1000;
  private static final ThreadLocal<@Nullable VertxWebSocket> handled = new ThreadLocal<>();

  private final WebSocketSession session;
  private final MessageFrames frames;
  private boolean receivingText; // only who reads uses it
  private @Nullable VertxWebSocket around; // whose handler has made this one's run
  private volatile int closeCode = NORMAL; // that the application closes with
  private volatile @Nullable Throwable failure; // of the connection

  private VertxWebSocket(WebSocketSession session) {
    this.session = session;
    this.frames = new MessageFrames(session);
  }

  /** A connection is there, the application has no handlers yet. */
  static void opened(WebSocketBase socket, Channel channel, @Nullable WebSocketSession session) {
    if (session != null) {
      VertxWebSocket known = new VertxWebSocket(session);
      sockets().set(socket, known);
      channel.attr(open()).set(known);
    }
  }

  private static @Nullable VertxWebSocket of(@Nullable Object socket) {
    return socket instanceof WebSocketBase base ? sockets().get(base) : null;
  }

  /** A frame, not compressed any more, is about to be handed to the application. */
  public static @Nullable MessageScope received(WebSocketBase socket, WebSocketFrame frame) {
    VertxWebSocket known = sockets().get(socket);
    int opcode = opcode(frame.type());
    if (known == null || !MessageFrames.isData(opcode)) {
      return null;
    }
    MessageScope scope = known.received(opcode, frame);
    if (scope != null) {
      known.around = handled.get();
      handled.set(known);
    }
    return scope;
  }

  private @Nullable MessageScope received(int opcode, WebSocketFrame frame) {
    receivingText = opcode == 0 ? receivingText : opcode == 1;
    boolean fin = frame.isFinal();
    boolean read = session.realtime().isRead();
    if (read && !receivingText) {
      session.realtime().received(ByteBuffer.wrap(frame.binaryData().getBytes()), fin);
    }
    boolean looked = receivingText && (read || frames.looksAt(opcode, fin));
    return frames.received(
        opcode, fin, frame.binaryData().length(), looked ? frame.textData() : null);
  }

  /** Its number (RFC 6455 §5.2). */
  private static int opcode(WebSocketFrameType type) {
    return switch (type) {
      case CONTINUATION -> 0;
      case TEXT -> 1;
      case BINARY -> 2;
      case CLOSE -> 8;
      case PING -> 9;
      case PONG -> 10;
    };
  }

  /** Something has thrown on this thread: the application's handler, if one is running. */
  public static void failing(Throwable thrown) {
    VertxWebSocket known = handled.get();
    if (known != null) {
      known.frames.failing(thrown);
    }
  }

  /** The application has returned. */
  public static void handled(WebSocketBase socket, MessageScope scope) {
    VertxWebSocket known = sockets().get(socket);
    if (known != null) {
      handled.set(known.around);
      known.around = null;
      known.frames.handled(scope);
    }
  }

  /** A frame was read. */
  public static void read(WebSocketBase socket, WebSocketFrame frame) {
    VertxWebSocket known = sockets().get(socket);
    if (known == null) {
      return;
    }
    if (frame.type() == WebSocketFrameType.PONG) {
      known.session.ponged();
    } else if (frame.type() == WebSocketFrameType.CLOSE) {
      known.session.closing(Short.toUnsignedInt(frame.closeStatusCode()), true);
    }
  }

  /** What the application sends instead of a text, null for that text. */
  public static @Nullable String traced(WebSocketBase socket, @Nullable String text) {
    VertxWebSocket known = sockets().get(socket);
    return known == null ? null : known.session.sends().withTrace(text);
  }

  /** A frame, not compressed yet, is about to be written, unless the connection is closed. */
  public static void writing(WebSocketBase socket, WebSocketFrame frame) {
    VertxWebSocket known = sockets().get(socket);
    if (known == null || socket.isClosed()) {
      return;
    }
    int opcode = opcode(frame.type());
    if (MessageFrames.isData(opcode)) {
      known.writing(opcode, frame.isFinal(), frame.binaryData());
    } else if (frame.type() == WebSocketFrameType.PING) {
      known.session.pinged();
    }
  }

  private void writing(int opcode, boolean fin, Buffer payload) {
    if (session.realtime().isRead()) {
      frames.sent(opcode, fin, ByteBuffer.wrap(payload.getBytes()));
    } else {
      frames.sent(opcode, fin, payload.length());
    }
  }

  /** The application closes, before 5.0; what comes after the first close frame is none. */
  public static void closing(WebSocketBase socket, short code) {
    VertxWebSocket known = sockets().get(socket);
    if (known != null) {
      known.session.closing(Short.toUnsignedInt(code), false);
    }
  }

  /**
   * The application wants to close, since 5.0: perhaps later.
   *
   * @param arguments how long later, and the code
   */
  public static void shuttingDown(WebSocketBase socket, Object[] arguments) {
    VertxWebSocket known = sockets().get(socket);
    for (Object argument : arguments) {
      if (known != null && argument instanceof Short code) {
        known.closeCode = Short.toUnsignedInt(code);
      }
    }
  }

  /**
   * A close frame is about to be written, since 5.0: ours, if none was read before. To a connection
   * that has failed Vert.x says goodbye all the same.
   */
  public static void closing(@Nullable Object socket, boolean answer) {
    VertxWebSocket known = of(socket);
    if (known != null && !answer && known.failure == null) {
      known.session.closing(known.closeCode, false);
    }
  }

  /** Reading or writing has failed; the connection is going to be closed for that. */
  public static void failed(ChannelHandlerContext netty, Throwable thrown) {
    Channel channel = netty.channel();
    VertxWebSocket known = channel.hasAttr(open()) ? channel.attr(open()).get() : null;
    if (known != null) {
      known.failure = thrown;
    }
  }

  /** The application knows that the connection is closed. */
  public static void closed(WebSocketBase socket) {
    VertxWebSocket known = sockets().get(socket);
    if (known == null) {
      return;
    }
    Throwable thrown = known.failure;
    if (thrown == null) {
      known.session.closed();
    } else {
      known.session.failed(thrown);
    }
  }
}
