/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.vertxwebsocket.v4_0;

import static io.streamscope.instrumentation.vertxwebsocket.v4_0.VertxWebSocketSingletons.issued;
import static io.streamscope.instrumentation.vertxwebsocket.v4_0.VertxWebSocketSingletons.telemetry;
import static io.streamscope.instrumentation.vertxwebsocket.v4_0.VertxWebSocketSingletons.wishes;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** A connection that the application has asked for, on its way. */
public final class IssuedRequest {

  private final Handshake handshake;
  private final URI uri;

  private IssuedRequest(Handshake handshake, URI uri) {
    this.handshake = handshake;
    this.uri = uri;
  }

  /** The application asks for a connection, which may have to wait for its turn. */
  public static void asking(Promise<?> promise) {
    if (wishes().get(promise) == null) {
      wishes().set(promise, new Handshake(Context.current(), telemetry().nanoTime()));
    }
  }

  /**
   * The request is about to be written, on the thread of its channel.
   *
   * @param arguments of the method that does it: among them the URI, absolute or not, as the first
   *     text, and what the application gets the connection from
   * @return what is current meanwhile, to be closed
   */
  public static @Nullable Scope issuing(
      ChannelHandlerContext netty, SocketAddress server, Object[] arguments) {
    Handshake handshake = null;
    String resource = null;
    for (Object argument : arguments) {
      if (argument instanceof Promise<?> promise) {
        handshake = wishes().get(promise);
        wishes().set(promise, null);
      } else if (resource == null && argument instanceof String text) {
        resource = text;
      }
    }
    URI uri = resource == null ? null : uri(server, resource);
    if (handshake == null || uri == null) {
      return null;
    }
    netty.channel().attr(issued()).set(new IssuedRequest(handshake, uri));
    return handshake.context().makeCurrent();
  }

  private static @Nullable URI uri(SocketAddress server, String resource) {
    try {
      URI uri = new URI(resource);
      return uri.isAbsolute()
          ? uri
          : new URI("ws://" + server.host() + ":" + server.port() + resource);
    } catch (URISyntaxException invalid) {
      return null; // no connection, either
    }
  }

  /** It was answered: there is a connection. */
  static void answered(WebSocketBase socket, Channel channel) {
    IssuedRequest request = channel.attr(issued()).getAndSet(null);
    if (request != null) {
      request.handshake.upgraded();
      WebSocketPeer peer = WebSocketPeer.ofClient(request.uri);
      WebSocketSession session = telemetry().open(request.handshake, peer, socket);
      VertxWebSocket.opened(socket, channel, session);
    }
  }
}
