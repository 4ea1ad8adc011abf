/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import static io.streamscope.instrumentation.undertowwebsocket.v1_4.UndertowWebSocketSingletons.callers;
import static io.streamscope.instrumentation.undertowwebsocket.v1_4.UndertowWebSocketSingletons.outgoing;
import static io.streamscope.instrumentation.undertowwebsocket.v1_4.UndertowWebSocketSingletons.sockets;
import static io.streamscope.instrumentation.undertowwebsocket.v1_4.UndertowWebSocketSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.HttpAnswer;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.MessageParts;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WaitingPart;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import io.undertow.websockets.client.WebSocketClient.ConnectionBuilder;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import io.undertow.websockets.jsr.UndertowSession;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we know of an open connection of a server. Undertow reads one message at a time. */
public final class UndertowWebSocket {

  private static final int NO_CODE = 1005;

  private final WebSocketSession session;
  private final MessageParts parts;

  private UndertowWebSocket(WebSocketSession session) {
    this.session = session;
    this.parts = new MessageParts(session);
  }

  /** The application asks for a connection, or Undertow does once more. */
  public static void connecting(ConnectionBuilder builder) {
    callers().set(builder, new Handshake(Context.current(), telemetry().nanoTime()));
  }

  /** A connection of our server is there; its request's span, though it has ended, is current. */
  public static void opened(
      UndertowSession undertow, WebSocketChannel channel, URI uri, Map<String, String> parameters) {
    Context request = Context.current();
    WebSocketPeer peer =
        WebSocketPeer.ofEndpoint(HttpAnswer.frameworkRoute(request), uri, parameters);
    opened(channel, telemetry().open(request, peer, telemetry().nanoTime(), undertow));
  }

  /** One that was asked for is. */
  public static void opened(
      UndertowSession undertow, WebSocketChannel channel, URI uri, ConnectionBuilder builder) {
    Handshake asked = callers().get(builder);
    if (asked != null) {
      opened(channel, telemetry().open(asked, WebSocketPeer.ofClient(uri), undertow));
    }
  }

  private static void opened(WebSocketChannel channel, @Nullable WebSocketSession session) {
    if (session != null) {
      sockets().set(channel, new UndertowWebSocket(session));
    }
  }

  static @Nullable UndertowWebSocket of(UndertowSession undertow) {
    return sockets().get(undertow.getWebSocketChannel());
  }

  WaitingPart readText(String text, boolean last) {
    return parts.waiting(MessageType.TEXT, MessageParts.utf8Length(text), text, last);
  }

  WaitingPart readBinary(ByteBuffer[] bytes, boolean last) {
    return parts.waiting(MessageType.BINARY, size(bytes), null, last);
  }

  private static long size(ByteBuffer[] bytes) {
    long size = 0;
    for (ByteBuffer buffer : bytes) {
      size += buffer.remaining();
    }
    return size;
  }

  /** A close frame was read, with this payload. */
  void readClose(ByteBuffer[] bytes) {
    int code = 0;
    int read = 0;
    for (ByteBuffer buffer : bytes) {
      for (int at = buffer.position(); at < buffer.limit() && read < 2; at++, read++) {
        code = code << 8 | (buffer.get(at) & 0xff);
      }
    }
    session.closing(read < 2 ? NO_CODE : code, true);
  }

  /** A pong was read. */
  public static void ponged(WebSocketChannel channel) {
    UndertowWebSocket known = sockets().get(channel);
    if (known != null) {
      known.session.ponged();
    }
  }

  /** What the application sends instead of a text, null for that text. */
  public static @Nullable String traced(WebSocketChannel channel, @Nullable String text) {
    UndertowWebSocket known = sockets().get(channel);
    return known == null ? null : known.session.sends().withTrace(text);
  }

  /** A frame is going to be written into this sink; all of a message goes into one. */
  public static void sending(
      WebSocketChannel channel, WebSocketFrameType type, StreamSinkFrameChannel sink) {
    UndertowWebSocket known = sockets().get(channel);
    if (known == null) {
      return;
    }
    switch (type) {
      case TEXT -> outgoing().set(sink, new OutgoingMessage(known.session, MessageType.TEXT));
      case BINARY -> outgoing().set(sink, new OutgoingMessage(known.session, MessageType.BINARY));
      case PING -> known.session.pinged();
      case CLOSE -> known.closing(channel);
      default -> {}
    }
  }

  /**
   * A close frame of ours: not one into a connection that is gone, and none that Undertow writes
   * when there is nothing more to read.
   */
  private void closing(WebSocketChannel channel) {
    if (channel.isOpen() && !channel.isCloseFrameReceived()) {
      int code = channel.getCloseCode();
      session.closing(code < 0 ? NO_CODE : code, false);
    }
  }

  /** The application knows that the connection is closed. */
  public static void closed(@Nullable WebSocketChannel channel) {
    UndertowWebSocket known = channel == null ? null : sockets().get(channel);
    if (known != null) {
      known.session.closed();
    }
  }
}
