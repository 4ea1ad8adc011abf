/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tyruswebsocket.v1_8;

import static io.streamscope.instrumentation.tyruswebsocket.v1_8.TyrusWebSocketSingletons.callers;
import static io.streamscope.instrumentation.tyruswebsocket.v1_8.TyrusWebSocketSingletons.handshakes;
import static io.streamscope.instrumentation.tyruswebsocket.v1_8.TyrusWebSocketSingletons.sessions;
import static io.streamscope.instrumentation.tyruswebsocket.v1_8.TyrusWebSocketSingletons.sockets;
import static io.streamscope.instrumentation.tyruswebsocket.v1_8.TyrusWebSocketSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.MessageFrames;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.glassfish.tyrus.core.RequestContext;
import org.glassfish.tyrus.core.TyrusEndpointWrapper;
import org.glassfish.tyrus.core.TyrusSession;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.core.frame.Frame;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/** What we know of an open connection. Tyrus reads one frame at a time. */
public final class TyrusSocket {

  private static final int CLOSE = 8;
  private static final int ABNORMAL = 1006;

  private final WebSocketSession session;
  private final MessageFrames frames;

  private TyrusSocket(WebSocketSession session) {
    this.session = session;
    this.frames = new MessageFrames(session);
  }

  /** A request is going to be a connection of our server; its SERVER span is current. */
  public static void upgrading(UpgradeRequest request) {
    handshakes().set(request, Context.current());
  }

  /** The application asks for a connection. */
  public static void connecting(TyrusEndpointWrapper endpoint) {
    callers().set(endpoint, new Handshake(Context.current(), telemetry().nanoTime()));
  }

  /** The connection opens. */
  public static void opening(
      TyrusEndpointWrapper endpoint, TyrusWebSocket tyrus, UpgradeRequest request) {
    WebSocketSession session = session(endpoint, tyrus, request);
    if (session != null) {
      sockets().set(tyrus, new TyrusSocket(session));
    }
  }

  private static @Nullable WebSocketSession session(
      TyrusEndpointWrapper endpoint, TyrusWebSocket tyrus, UpgradeRequest request) {
    Handshake asked = callers().get(endpoint);
    if (asked != null && request instanceof RequestContext ours) {
      return telemetry().open(asked, WebSocketPeer.ofClient(ours.getRequestURI()), tyrus);
    }
    Context context = handshakes().get(request);
    if (context == null) {
      return null;
    }
    handshakes().set(request, null);
    WebSocketPeer peer = WebSocketPeer.ofServer(null, endpoint.getEndpointPath());
    return telemetry().open(context, peer, telemetry().nanoTime(), tyrus);
  }

  /** It is there; null if Tyrus does not let it in. */
  public static void opened(TyrusWebSocket tyrus, @Nullable Object session) {
    TyrusSocket known = sockets().get(tyrus);
    if (known != null && session instanceof TyrusSession open) {
      sessions().set(open, known);
    }
  }

  /**
   * A frame, not compressed any more, is about to be handed to the application, if it is for it.
   */
  public static @Nullable MessageScope received(TyrusWebSocket tyrus, Frame frame) {
    TyrusSocket known = sockets().get(tyrus);
    if (known == null) {
      return null;
    }
    int opcode = frame.getOpcode();
    if (!MessageFrames.isData(opcode)) {
      known.frames.controlReceived(opcode, payload(frame));
      return null;
    }
    known.frames.showReceived(opcode, frame.isFin(), payload(frame));
    CharSequence text =
        known.frames.looksAt(opcode, frame.isFin())
            ? StandardCharsets.UTF_8.decode(payload(frame))
            : null;
    return known.frames.received(opcode, frame.isFin(), frame.getPayloadLength(), text);
  }

  private static ByteBuffer payload(Frame frame) {
    return ByteBuffer.wrap(frame.getPayloadData(), 0, (int) frame.getPayloadLength());
  }

  /** The application has thrown. */
  public static void failing(@Nullable Object session, Throwable thrown) {
    TyrusSocket known = session instanceof TyrusSession open ? sessions().get(open) : null;
    if (known != null) {
      known.frames.failing(thrown);
    }
  }

  /** The application has returned. */
  public static void handled(TyrusWebSocket tyrus, @Nullable MessageScope scope) {
    TyrusSocket known = sockets().get(tyrus);
    if (known != null && scope != null) {
      known.frames.handled(scope);
    }
  }

  /** What the application sends instead of a text, null for that text. */
  public static @Nullable String traced(TyrusWebSocket tyrus, @Nullable String text) {
    TyrusSocket known = sockets().get(tyrus);
    return known == null || known.frames.isSending() ? null : known.session.sends().withTrace(text);
  }

  /**
   * A frame is about to be written, not compressed yet; of one that closes we know more elsewhere.
   */
  public static void sending(@Nullable TyrusWebSocket tyrus, Frame frame) {
    TyrusSocket known = tyrus == null ? null : sockets().get(tyrus);
    if (known == null) {
      return;
    }
    int opcode = frame.getOpcode();
    if (MessageFrames.isData(opcode)) {
      known.frames.showSent(opcode, frame.isFin(), payload(frame));
      known.frames.sent(opcode, frame.isFin(), frame.getPayloadLength());
    } else if (opcode != CLOSE) {
      known.frames.controlSent(opcode, null);
    }
  }

  /** We close, or Tyrus for us; not so if the connection is gone, which it tells like a code. */
  public static void closing(@Nullable TyrusWebSocket tyrus, int code) {
    TyrusSocket known = tyrus == null ? null : sockets().get(tyrus);
    if (known != null && code != ABNORMAL) {
      known.session.closing(code, false);
    }
  }

  /** The same by a frame, of the peer perhaps, which is known then. */
  public static void closing(TyrusWebSocket tyrus, Frame frame) {
    ByteBuffer payload = payload(frame);
    if (payload.remaining() >= Short.BYTES) {
      closing(tyrus, Short.toUnsignedInt(payload.getShort()));
    }
  }

  /** The connection is closed. */
  public static void closed(TyrusWebSocket tyrus) {
    TyrusSocket known = sockets().get(tyrus);
    if (known != null) {
      known.session.closed();
    }
  }
}
