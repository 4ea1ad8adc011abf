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
import io.streamscope.instrumentation.support.UpgradedRequest;
import io.streamscope.websocket.WebSocketPeer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketBase;
import org.jspecify.annotations.Nullable;

/** A request that may become a connection, seen while its span is current. */
public final class ServedRequest {

  /** The one that this thread accepts. */
  private static final ThreadLocal<@Nullable ServedRequest> accepting = new ThreadLocal<>();

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
   * The application accepts, since 5.0. Since 5.2 its connection is made when the answer has been
   * written: almost always before this is over, else its request is not known.
   *
   * @return what the thread was accepting before
   */
  public static @Nullable ServedRequest accepting(WebSocketBase handshake) {
    ServedRequest before = accepting.get();
    accepting.set(requests().get(handshake));
    return before;
  }

  /** Counterpart of {@link #accepting}. */
  public static void leaving(@Nullable ServedRequest before) {
    accepting.set(before);
  }

  /** A connection is made and told what it is for, since 5.0: the client knows. */
  public static void connected(@Nullable Object socket) {
    if (socket instanceof ServerWebSocket server) {
      ServedRequest asked = accepting.get();
      open(asked == null ? requests().get(server) : asked, server);
    }
  }

  /** The application has accepted, and the client knows; before 5.0. */
  public static void accepted(@Nullable WebSocketBase socket) {
    if (socket instanceof ServerWebSocket server) {
      open(requests().get(server), server);
    }
  }

  private static void open(@Nullable ServedRequest asked, ServerWebSocket server) {
    ServedRequest made = requests().get(server);
    if (asked != null && made != null && made.channel != null) {
      requests().set(server, null);
      WebSocketPeer peer = WebSocketPeer.ofServer(null, server.path());
      VertxWebSocket.opened(
          server,
          made.channel,
          telemetry().open(asked.context, peer, telemetry().nanoTime(), server));
      UpgradedRequest.end(asked.context);
    }
  }
}
