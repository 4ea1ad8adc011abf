/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.vertxwebsocket.v4_0;

import static io.streamscope.instrumentation.vertxwebsocket.v4_0.VertxWebSocketSingletons.requests;
import static io.streamscope.instrumentation.vertxwebsocket.v4_0.VertxWebSocketSingletons.telemetry;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.opentelemetry.context.Context;
import io.streamscope.websocket.WebSocketPeer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketBase;
import org.jspecify.annotations.Nullable;

/** A request that may become a connection, seen while its span is current. */
public final class ServedRequest {

  private final Context context;
  private final @Nullable Channel channel;

  private ServedRequest(Context context, @Nullable Channel channel) {
    this.context = context;
    this.channel = channel;
  }

  /** The application is going to be asked whether it accepts a connection. */
  public static void offered(WebSocketBase handshake) {
    requests().set(handshake, new ServedRequest(Context.current(), null));
  }

  /** A connection is made: of a server that will accept it, or of a client that has got it. */
  public static void constructed(WebSocketBase socket, ChannelHandlerContext netty) {
    if (socket instanceof ServerWebSocket) {
      requests().set(socket, new ServedRequest(Context.current(), netty.channel()));
    } else {
      IssuedRequest.answered(socket, netty.channel());
    }
  }

  /**
   * The application has accepted, and the client knows.
   *
   * @param handshake what it was asked with: the connection itself, before 5.0
   */
  public static void accepted(WebSocketBase handshake, @Nullable WebSocketBase socket) {
    if (!(socket instanceof ServerWebSocket server)) {
      return;
    }
    ServedRequest asked = requests().get(handshake);
    ServedRequest made = requests().get(server);
    if (asked != null && made != null && made.channel != null) {
      requests().set(handshake, null);
      requests().set(server, null);
      WebSocketPeer peer = WebSocketPeer.ofServer(null, server.path());
      VertxWebSocket.opened(
          server,
          made.channel,
          telemetry().open(asked.context, peer, telemetry().nanoTime(), server));
    }
  }
}
