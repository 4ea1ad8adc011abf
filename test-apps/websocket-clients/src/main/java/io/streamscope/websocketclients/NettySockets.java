/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Netty alone, with its handler of the protocol or without: this one closes for a handler. */
final class NettySockets implements Client {

  private static final int FRAME_MAX = 200_000;

  private final NioEventLoopGroup group = new NioEventLoopGroup(1);

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    WebSocketClientHandshaker handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            uri, WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), FRAME_MAX);
    Listener listener = new Listener(talk);
    boolean byHand = uri.getPath().endsWith("/stream");
    Bootstrap client =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpClientCodec(), new HttpObjectAggregator(FRAME_MAX))
                        .addLast(
                            byHand
                                ? new ByHand(handshaker)
                                : new WebSocketClientProtocolHandler(handshaker, false))
                        .addLast(new WebSocketFrameAggregator(FRAME_MAX), listener);
                  }
                });
    Channel channel = client.connect(uri.getHost(), uri.getPort()).sync().channel();
    Client.opened(listener.opened);
    return new Open(channel);
  }

  private record Open(Channel channel) implements Connection {

    @Override
    public void text(String... parts) throws InterruptedException {
      send(NettyFrames.text(parts));
    }

    @Override
    public void binary(int... parts) throws InterruptedException {
      send(NettyFrames.binary(parts));
    }

    private void send(List<WebSocketFrame> frames) throws InterruptedException {
      for (WebSocketFrame frame : frames) {
        send(frame);
      }
    }

    @Override
    public void ping() throws InterruptedException {
      send(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[4])));
    }

    @Override
    public void close(int code) throws InterruptedException {
      send(new CloseWebSocketFrame(code, "enough"));
    }

    private void send(WebSocketFrame frame) throws InterruptedException {
      channel.writeAndFlush(frame).sync();
    }

    /** Past the handler of the protocol, which says goodbye. */
    @Override
    public void abort() {
      channel.pipeline().firstContext().close();
    }
  }

  /** What the handler of the protocol does else. */
  private static final class ByHand extends SimpleChannelInboundHandler<FullHttpResponse> {

    private final WebSocketClientHandshaker handshaker;

    ByHand(WebSocketClientHandshaker handshaker) {
      this.handshaker = handshaker;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      handshaker.handshake(context.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      handshaker.finishHandshake(context.channel(), response);
      context.fireUserEventTriggered(ClientHandshakeStateEvent.HANDSHAKE_COMPLETE);
    }
  }

  private static final class Listener extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final int FAILED = 1011;

    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Talk talk;
    private int code;

    Listener(Talk talk) {
      this.talk = talk;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        talk.came("opened");
        opened.complete(null);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof TextWebSocketFrame text) {
        talk.heard(text.text());
      } else if (frame instanceof BinaryWebSocketFrame bytes) {
        talk.came("binary " + bytes.content().readableBytes());
      } else if (frame instanceof PingWebSocketFrame ping) {
        context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      } else if (frame instanceof CloseWebSocketFrame close) {
        code = close.statusCode();
        context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      if (!opened.completeExceptionally(failure)) {
        talk.came("error " + failure.getClass().getName());
        context.writeAndFlush(new CloseWebSocketFrame(FAILED, "cannot go on"));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!opened.completeExceptionally(new ClosedChannelException())) {
        talk.came("closed " + code);
      }
    }
  }
}
