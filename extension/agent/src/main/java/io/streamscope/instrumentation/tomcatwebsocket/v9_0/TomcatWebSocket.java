/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import static io.streamscope.instrumentation.tomcatwebsocket.v9_0.TomcatWebSocketSingletons.handshakes;
import static io.streamscope.instrumentation.tomcatwebsocket.v9_0.TomcatWebSocketSingletons.sockets;
import static io.streamscope.instrumentation.tomcatwebsocket.v9_0.TomcatWebSocketSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.streamscope.http.HttpAnswer;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.MessageParts;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** What we know of an open connection. Tomcat reads one message at a time. */
public final class TomcatWebSocket {

  private static final ContextKey<Boolean> SERVED = ContextKey.named("streamscope-tomcat-upgrade");
  private static final ContextKey<Target> TARGET = ContextKey.named("streamscope-tomcat-target");
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final WebSocketSession session;
  private final MessageParts parts;
  private @Nullable Throwable failure; // of the handler that is running, on its thread

  private TomcatWebSocket(WebSocketSession session) {
    this.session = session;
    this.parts = new MessageParts(session);
  }

  /** A request is going to be a connection; its SERVER span is current. */
  public static void preparing(WsHttpUpgradeHandler handler) {
    handshakes().set(handler, Context.current());
  }

  /** The connection opens. */
  public static @Nullable Scope opening(WsHttpUpgradeHandler handler) {
    Context request = handshakes().get(handler);
    if (request == null) {
      return null;
    }
    handshakes().set(handler, null);
    return request.with(SERVED, true).makeCurrent();
  }

  /** The application asks for a connection, on this thread. */
  public static @Nullable Scope connecting(@Nullable URI uri) {
    if (uri == null) {
      return null;
    }
    Context caller = Context.current();
    Target target = new Target(uri, new Handshake(caller, telemetry().nanoTime()));
    return caller.with(TARGET, target).makeCurrent();
  }

  /** It is there, on the thread that opens it. */
  public static void opened(WsSession tomcat) {
    Context context = Context.current();
    Target target = context.get(TARGET);
    WebSocketSession session;
    if (context.get(SERVED) != null) {
      WebSocketPeer peer =
          WebSocketPeer.ofEndpoint(
              HttpAnswer.frameworkRoute(context),
              tomcat.getRequestURI(),
              tomcat.getPathParameters());
      session = telemetry().open(context, peer, telemetry().nanoTime(), tomcat);
    } else if (target != null) {
      WebSocketPeer peer = WebSocketPeer.ofClient(target.uri);
      session = telemetry().open(target.handshake, peer, tomcat);
    } else {
      return;
    }
    if (session != null) {
      sockets().set(tomcat, new TomcatWebSocket(session));
    }
  }

  /** What the application sends instead of a text, null for that text. */
  public static @Nullable String traced(@Nullable WsSession tomcat, @Nullable String text) {
    TomcatWebSocket known = tomcat == null ? null : sockets().get(tomcat);
    return known == null || known.parts.isSending() ? null : known.session.sends().withTrace(text);
  }

  /** A text is about to be handed to the application. */
  public static @Nullable MessageScope receivedText(
      WsSession tomcat, CharBuffer text, boolean last) {
    TomcatWebSocket known = sockets().get(tomcat);
    return known == null
        ? null
        : known.parts.received(MessageType.TEXT, MessageParts.utf8Length(text), text, last);
  }

  /** Bytes are. */
  public static @Nullable MessageScope receivedBinary(
      WsSession tomcat, ByteBuffer bytes, boolean last) {
    TomcatWebSocket known = sockets().get(tomcat);
    if (known == null) {
      return null;
    }
    known.session.realtime().received(bytes, last);
    return known.parts.received(MessageType.BINARY, bytes.remaining(), null, last);
  }

  /** The application has thrown; what is told of it later only follows from that. */
  public static void failing(Object tomcat, Throwable thrown) {
    TomcatWebSocket known = tomcat instanceof WsSession session ? sockets().get(session) : null;
    if (known != null && known.failure == null) {
      Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
      known.failure = cause == null ? thrown : cause;
    }
  }

  /** The application has returned. */
  public static void handled(WsSession tomcat, @Nullable MessageScope scope) {
    TomcatWebSocket known = sockets().get(tomcat);
    if (known != null && scope != null) {
      Throwable thrown = known.failure;
      known.failure = null;
      scope.close(thrown);
    }
  }

  /** A control frame was read. */
  public static void controlled(WsSession tomcat, byte kind) {
    TomcatWebSocket known = sockets().get(tomcat);
    if (known != null && kind == PONG) {
      known.session.ponged();
    }
  }

  /** A frame is about to be written; null if it carries nothing of the application. */
  public static @Nullable SentFrame sending(
      @Nullable WsSession tomcat, byte kind, ByteBuffer payload, boolean last) {
    TomcatWebSocket known = tomcat == null ? null : sockets().get(tomcat);
    if (known == null) {
      return null;
    }
    if (kind == PING) {
      known.session.pinged();
    }
    if (kind != TEXT && kind != BINARY) {
      return null;
    }
    known.session.realtime().sent(payload, kind == TEXT, last);
    MessageType type = kind == TEXT ? MessageType.TEXT : MessageType.BINARY;
    return new SentFrame(known.session, known.parts, type, payload.remaining(), last);
  }

  /**
   * A close frame was read, or is about to be written.
   *
   * @param reason a {@code CloseReason}, of either package; its text says no more than its code
   */
  public static void closing(WsSession tomcat, Object reason, boolean remote) {
    TomcatWebSocket known = sockets().get(tomcat);
    int code = known == null ? 0 : CloseCodes.of(reason);
    if (known != null && (remote || code != CloseCodes.ABNORMAL)) {
      known.session.closing(code, remote);
    }
  }

  /**
   * The connection is about to be closed.
   *
   * @param reason what the application is told, abnormal if the peer has gone: Tomcat says goodbye
   *     to it all the same
   */
  public static void losing(WsSession tomcat, Object reason) {
    TomcatWebSocket known = sockets().get(tomcat);
    if (known != null && CloseCodes.of(reason) == CloseCodes.ABNORMAL) {
      known.session.closing(CloseCodes.ABNORMAL, true);
    }
  }

  /** The connection is closed. */
  public static void closed(@Nullable WsSession tomcat) {
    TomcatWebSocket known = tomcat == null ? null : sockets().get(tomcat);
    if (known != null) {
      known.session.closed();
    }
  }

  /** Where a connection leads to, and who has asked for it. */
  private record Target(URI uri, Handshake handshake) {}
}
