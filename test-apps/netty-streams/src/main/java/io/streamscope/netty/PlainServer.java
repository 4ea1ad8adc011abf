/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;

/** Nothing between the application and Netty. */
final class PlainServer {

  private PlainServer() {}

  /** The port. */
  static int start() throws InterruptedException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(new NioEventLoopGroup(1), new NioEventLoopGroup(2))
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    ChannelPipeline pipeline = channel.pipeline();
                    pipeline.addLast(new HttpServerCodec());
                    pipeline.addLast(new HttpContentCompressor());
                    pipeline.addLast(new PlainHandler());
                  }
                });
    InetSocketAddress address =
        (InetSocketAddress) server.bind("127.0.0.1", 0).sync().channel().localAddress();
    return address.getPort();
  }
}
