/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import static io.streamscope.instrumentation.nettywebsocket.v4_1.NettyWebSocketSingletons.telemetry;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.opentelemetry.context.Context;
import io.streamscope.http.HttpAnswer;
import io.streamscope.instrumentation.support.UpgradedRequest;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import org.jspecify.annotations.Nullable;

/** A request that a server is making a connection of, seen while its span is current. */
public final class ServedRequest implements ChannelFutureListener {

  private final Context context;
  private final long startNanos;
  private final @Nullable String path;

  private ServedRequest(Context context, long startNanos, @Nullable String path) {
    this.context = context;
    this.startNanos = startNanos;
    this.path = path;
  }

  /**
   * The answer is about to be written.
   *
   * @param arguments of the method that does it: among them the channel, the request, and what is
   *     told when it is written
   */
  public static void answering(Object[] arguments) {
    Channel channel = null;
    HttpRequest request = null;
    ChannelPromise promise = null;
    for (Object argument : arguments) {
      if (argument instanceof Channel found) {
        channel = found;
      } else if (argument instanceof HttpRequest found) {
        request = found;
      } else if (argument instanceof ChannelPromise found) {
        promise = found;
      }
    }
    if (channel != null && request != null && promise != null && !promise.isVoid()) {
      answering(channel, request, promise);
    }
  }

  private static void answering(Channel channel, HttpRequest request, ChannelPromise promise) {
    if (NettyWebSocket.isOfVertx(channel)) {
      return;
    }
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    ServedRequest served = new ServedRequest(Context.current(), telemetry().nanoTime(), path);
    NettyWebSocket.expected(channel, served);
    promise.addListener(served);
  }

  /** Frames may pass from now on; or never, if the answer could not be written. */
  @Override
  public void operationComplete(ChannelFuture written) {
    if (written.isSuccess()) {
      NettyWebSocket.opened(written.channel());
    } else {
      NettyWebSocket.refused(written.channel());
    }
  }

  @Nullable WebSocketSession open(Channel channel) {
    String route = HttpAnswer.frameworkRoute(context);
    WebSocketSession session =
        telemetry().open(context, WebSocketPeer.ofServer(route, path), startNanos, channel);
    UpgradedRequest.end(context);
    return session;
  }
}
