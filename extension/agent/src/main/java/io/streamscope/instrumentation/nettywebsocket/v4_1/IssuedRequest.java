/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import static io.streamscope.instrumentation.nettywebsocket.v4_1.NettyWebSocketSingletons.requests;
import static io.streamscope.instrumentation.nettywebsocket.v4_1.NettyWebSocketSingletons.telemetry;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.WebSocketPeer;
import org.jspecify.annotations.Nullable;

/** A connection that a client has asked for, or is going to. */
public final class IssuedRequest {

  private final Context maker;
  private @Nullable Handshake handshake; // on the channel's thread, if it is not asked for there

  private IssuedRequest(Context maker) {
    this.maker = maker;
  }

  /** The application has made what asks for it; often the channel's thread uses that. */
  public static void made(WebSocketClientHandshaker handshaker) {
    if (requests().get(handshaker) == null) {
      requests().set(handshaker, new IssuedRequest(Context.current()));
    }
  }

  /**
   * The request is about to be written.
   *
   * @return what is current meanwhile, to be closed
   */
  public static @Nullable Scope issuing(WebSocketClientHandshaker handshaker, Channel channel) {
    IssuedRequest request = requests().get(handshaker);
    if (request == null || NettyWebSocket.isOfVertx(channel)) {
      return null;
    }
    Context current = Context.current();
    boolean known = Span.fromContext(current).getSpanContext().isValid();
    Handshake handshake = new Handshake(known ? current : request.maker, telemetry().nanoTime());
    request.handshake = handshake;
    return handshake.context().makeCurrent();
  }

  /** The server has agreed, the application does not know yet. */
  public static void answered(WebSocketClientHandshaker handshaker, Channel channel) {
    IssuedRequest request = requests().get(handshaker);
    Handshake handshake = request == null ? null : request.handshake;
    if (handshake == null) {
      return;
    }
    requests().set(handshaker, null);
    WebSocketPeer peer = WebSocketPeer.ofClient(handshaker.uri());
    handshake.upgraded();
    NettyWebSocket.opened(channel, telemetry().open(handshake, peer, channel));
  }
}
