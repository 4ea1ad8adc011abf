/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Netty alone: rooms with its handlers of the protocol, parts with its handshaker. */
final class NettyContainer {

  private static final int SIZE_MAX = 65_536;

  private NettyContainer() {}

  /** Where it listens. */
  static int start() throws InterruptedException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(new NioEventLoopGroup(1), new NioEventLoopGroup(2))
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(SIZE_MAX))
                        .addLast(new Router());
                  }
                });
    return ((InetSocketAddress) server.bind("127.0.0.1", 0).sync().channel().localAddress())
        .getPort();
  }

  private static final class Router extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!(message instanceof FullHttpRequest request)) {
        context.fireChannelRead(message);
      } else if (request.uri().equals("/observed")) {
        observed(context, request);
      } else if (request.uri().equals("/parts")) {
        shakeHands(context, request);
      } else {
        room(context.pipeline(), request.uri());
        context.fireChannelRead(request);
      }
    }

    private static void room(ChannelPipeline pipeline, String path) {
      pipeline
          .addLast(new WebSocketServerCompressionHandler())
          .addLast(new WebSocketServerProtocolHandler(path, null, true, SIZE_MAX))
          .addLast(new WebSocketFrameAggregator(SIZE_MAX))
          .addLast(new NettyChat(path.substring(path.lastIndexOf('/') + 1)));
    }

    private static void shakeHands(ChannelHandlerContext context, FullHttpRequest request) {
      WebSocketServerHandshaker handshaker =
          new WebSocketServerHandshakerFactory("/parts", null, false).newHandshaker(request);
      context.pipeline().addLast(new NettyParts(handshaker));
      handshaker.handshake(context.channel(), request);
      request.release();
    }

    private static void observed(ChannelHandlerContext context, FullHttpRequest request) {
      String text = "";
      if (request.method().equals(HttpMethod.DELETE)) {
        Observations.forget();
      } else {
        text = Observations.text();
      }
      request.release();
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
      response.headers().set("Content-Length", response.content().readableBytes());
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
