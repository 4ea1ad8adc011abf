/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;

/** What {@link PartsEndpoint} does. */
final class NettyParts extends SimpleChannelInboundHandler<WebSocketFrame> {

  private final WebSocketServerHandshaker handshaker;

  NettyParts(WebSocketServerHandshaker handshaker) {
    this.handshaker = handshaker;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    boolean last = frame.isFinalFragment();
    if (frame instanceof TextWebSocketFrame text) {
      Observations.saw("part " + text.text() + " " + last);
      context.writeAndFlush(new TextWebSocketFrame(last, 0, text.text()));
    } else if (frame instanceof ContinuationWebSocketFrame more) {
      Observations.saw("part " + more.text() + " " + last);
      context.writeAndFlush(new ContinuationWebSocketFrame(last, 0, more.text()));
    } else if (frame instanceof CloseWebSocketFrame close) {
      handshaker.close(context.channel(), close.retain());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Observations.saw("parts closed");
  }
}
