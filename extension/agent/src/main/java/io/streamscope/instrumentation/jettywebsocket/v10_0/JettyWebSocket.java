/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import static io.streamscope.instrumentation.jettywebsocket.v10_0.JettyWebSocketSingletons.handshakes;
import static io.streamscope.instrumentation.jettywebsocket.v10_0.JettyWebSocketSingletons.sockets;
import static io.streamscope.instrumentation.jettywebsocket.v10_0.JettyWebSocketSingletons.states;
import static io.streamscope.instrumentation.jettywebsocket.v10_0.JettyWebSocketSingletons.telemetry;

import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.MessageFrames;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.internal.WebSocketSessionState;
import org.jspecify.annotations.Nullable;

/** What we know of an open connection. Jetty reads one frame at a time. */
public final class JettyWebSocket {

  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int ABNORMAL = 1006;

  private final WebSocketSession session;
  private final MessageFrames frames;
  private volatile boolean closing; // there was a close frame; once set it stays

  private JettyWebSocket(WebSocketSession session) {
    this.session = session;
    this.frames = new MessageFrames(session);
  }

  /** A connection opens: it was a request to our server, or one of our client. */
  public static void opening(CoreSession core, WebSocketSessionState state) {
    WebSocketSession session = session(core);
    if (session != null) {
      JettyWebSocket socket = new JettyWebSocket(session);
      sockets().set(core, socket);
      states().set(state, socket);
    }
  }

  private static @Nullable WebSocketSession session(CoreSession core) {
    UpgradedRequest request = handshakes().get(core);
    if (request != null) {
      handshakes().set(core, null);
      WebSocketPeer peer = request.peer(core.getRequestURI());
      return telemetry().open(request.context(), peer, telemetry().nanoTime(), core);
    }
    Handshake asked = core.getBehavior() == Behavior.CLIENT ? Handshake.current() : null;
    return asked == null
        ? null
        : telemetry().open(asked, WebSocketPeer.ofClient(core.getRequestURI()), core);
  }

  /** A frame, not compressed any more, is about to be handed to the application. */
  public static @Nullable MessageScope received(Object core, Frame frame) {
    JettyWebSocket known = of(core);
    int opcode = frame.getOpCode();
    if (known == null || !MessageFrames.isData(opcode)) {
      return null;
    }
    ByteBuffer payload = frame.getPayload();
    known.frames.showReceived(opcode, frame.isFin(), payload);
    boolean looked = payload != null && known.frames.looksAt(opcode, frame.isFin());
    CharSequence text = looked ? StandardCharsets.UTF_8.decode(payload.duplicate()) : null;
    return known.frames.received(opcode, frame.isFin(), frame.getPayloadLength(), text);
  }

  private static @Nullable JettyWebSocket of(Object core) {
    return core instanceof CoreSession session ? sockets().get(session) : null;
  }

  /** The application has thrown; Jetty closes the connection for that. */
  public static void failing(CoreSession core, Throwable thrown) {
    JettyWebSocket known = sockets().get(core);
    if (known != null) {
      Throwable cause = thrown instanceof WebSocketException ? thrown.getCause() : null;
      known.frames.failing(cause == null ? thrown : cause);
    }
  }

  /** The application has returned. */
  public static void handled(Object core, @Nullable MessageScope scope) {
    JettyWebSocket known = of(core);
    if (known != null && scope != null) {
      known.frames.handled(scope);
    }
  }

  /** A frame has come in, and may. */
  public static void incoming(WebSocketSessionState state, Frame frame) {
    JettyWebSocket known = states().get(state);
    if (known != null && !MessageFrames.isData(frame.getOpCode())) {
      known.closing |= frame.getOpCode() == CLOSE;
      known.frames.controlReceived(frame.getOpCode(), frame.getPayload());
    }
  }

  /** A frame is about to be written, not compressed yet, and may. */
  public static void outgoing(WebSocketSessionState state, Frame frame) {
    JettyWebSocket known = states().get(state);
    if (known == null) {
      return;
    }
    if (MessageFrames.isData(frame.getOpCode())) {
      known.writeTrace(frame);
      known.frames.showSent(frame.getOpCode(), frame.isFin(), frame.getPayload());
      known.frames.sent(frame.getOpCode(), frame.isFin(), frame.getPayloadLength());
    } else {
      known.closing |= frame.getOpCode() == CLOSE;
      known.frames.controlSent(frame.getOpCode(), frame.getPayload());
    }
  }

  /** Into a whole text, if the user wants that. */
  private void writeTrace(Frame frame) {
    if (frame.isFin() && frame.getOpCode() == TEXT && session.sends().isTraceWritten()) {
      String traced = session.sends().withTrace(frame.getPayloadAsUTF8());
      if (traced != null) {
        frame.setPayload(traced);
      }
    }
  }

  /** The connection is cut: by the application, unless a close frame or its end was before that. */
  public static void aborting(CoreSession core) {
    JettyWebSocket known = sockets().get(core);
    if (known != null && !known.closing) {
      known.session.aborted();
    }
  }

  /** The connection is closed. */
  public static void closed(CoreSession core, CloseStatus status) {
    JettyWebSocket known = sockets().get(core);
    if (known == null) {
      return;
    }
    Throwable cause = status.getCode() == ABNORMAL ? status.getCause() : null;
    if (cause == null) {
      known.session.closed();
    } else {
      known.session.failed(cause);
    }
  }
}
