/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.ServerHandshakeStateEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What {@link ChatEndpoint} does, as far as there is a way for it. */
final class NettyChat extends SimpleChannelInboundHandler<WebSocketFrame> {

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

  private final String room;

  NettyChat(String room) {
    this.room = room;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ServerHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      Observations.saw("opened " + room.replaceAll("[0-9]", "#"));
      if (room.startsWith("polite")) {
        context.writeAndFlush(new TextWebSocketFrame("welcome"));
      }
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame text) {
      text(context, text.text());
    } else if (frame instanceof BinaryWebSocketFrame bytes) {
      bytes(context, bytes.content());
    }
  }

  private static void text(ChannelHandlerContext context, String message) {
    Observations.saw("text " + (message.length() > 100 ? message.length() : message));
    String command = message.split(" ", 2)[0];
    String about = message.substring(Math.min(message.length(), command.length() + 1));
    Channel channel = context.channel();
    switch (command) {
      case "echo" -> context.writeAndFlush(new TextWebSocketFrame(about));
      case "writer", "future" -> channel.writeAndFlush(new TextWebSocketFrame(about));
      case "stream" -> sendTo(channel, "word ", about);
      case "later" -> CompletableFuture.runAsync(() -> sendTo(channel, "later ", about), LATER);
      case "handler" ->
          channel
              .writeAndFlush(new TextWebSocketFrame(about))
              .addListener(sent -> Observations.saw("sent " + sent.isSuccess()));
      case "ping" ->
          channel.writeAndFlush(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[4])));
      case "throw" -> throw new IllegalStateException("cannot " + about);
      case "close" ->
          context.writeAndFlush(new CloseWebSocketFrame(Integer.parseInt(about), "told to"));
      case "late" -> late(context, about);
      case "quiet" -> {}
      default -> throw new IllegalArgumentException(command);
    }
  }

  private static void late(ChannelHandlerContext context, String about) {
    context.writeAndFlush(new CloseWebSocketFrame());
    context
        .writeAndFlush(new TextWebSocketFrame(about))
        .addListener(
            sent -> Observations.saw("afterwards " + (sent.isSuccess() ? "sent" : sent.cause())));
  }

  private static void sendTo(Channel channel, String words, String count) {
    for (int i = 0; i < Integer.parseInt(count); i++) {
      channel.writeAndFlush(new TextWebSocketFrame(words + i));
    }
  }

  private static void bytes(ChannelHandlerContext context, ByteBuf message) {
    int size = message.readableBytes();
    Observations.saw("bytes " + size);
    if (size % 2 == 0) {
      context.writeAndFlush(new BinaryWebSocketFrame(message.retain()));
    } else {
      ByteBuf first = Unpooled.wrappedBuffer(new byte[1]);
      ByteBuf more = Unpooled.wrappedBuffer(new byte[size - 1]);
      context.write(new BinaryWebSocketFrame(false, 0, first));
      context.writeAndFlush(new ContinuationWebSocketFrame(true, 0, more));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    Observations.saw("error " + failure.getClass().getName());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Observations.saw("closed");
  }
}
