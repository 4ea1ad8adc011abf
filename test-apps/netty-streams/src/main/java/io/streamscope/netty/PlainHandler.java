/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Answers as applications do that have no framework; every path streams in another way. */
final class PlainHandler extends ChannelInboundHandlerAdapter {

  private static final String SSE = "text/event-stream";

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        answer(context, request.uri());
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private static void answer(ChannelHandlerContext context, String path) {
    switch (path) {
      case "/chunked" -> chunked(context);
      case "/direct" -> direct(context);
      case "/full" -> full(context, SSE, event(0) + event(1));
      case "/empty" -> full(context, SSE, "");
      case "/json" -> full(context, "application/json", "{\"plain\":true}");
      case "/delimited" -> delimited(context);
      case "/cut" -> cut(context);
      case "/fail" -> fail(context);
      case "/never" -> two(context);
      default -> full(context, "text/plain", "nothing there");
    }
  }

  private static String event(int number) {
    return "data: event " + number + "\n\n";
  }

  private static HttpResponse head(boolean chunked) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set("Content-Type", SSE);
    if (chunked) {
      head.headers().set("Transfer-Encoding", "chunked");
    }
    return head;
  }

  /** The promise closes the connection before anybody who listens later hears of the end. */
  private static void chunked(ChannelHandlerContext context) {
    two(context);
    ChannelPromise promise = context.newPromise().addListener(ChannelFutureListener.CLOSE);
    context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, promise);
  }

  private static void two(ChannelHandlerContext context) {
    context.write(head(true));
    for (int i = 0; i < 2; i++) {
      context.writeAndFlush(new DefaultHttpContent(heap(event(i))));
    }
  }

  /** Outside of the heap, in one piece that is longer than a page, and in several. */
  private static void direct(ChannelHandlerContext context) {
    context.write(head(true));
    String large = "data: " + "x".repeat(10_000) + "\n\n";
    context.write(
        new DefaultHttpContent(Unpooled.directBuffer().writeBytes(large.getBytes(UTF_8))));
    ByteBuf pieces = Unpooled.wrappedBuffer(heap("data: to"), heap("gether\n\n"));
    context.writeAndFlush(new DefaultHttpContent(pieces));
    context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, context.voidPromise());
    context.close();
  }

  private static ByteBuf heap(String text) {
    return Unpooled.copiedBuffer(text, UTF_8);
  }

  private static void full(ChannelHandlerContext context, String contentType, String body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, heap(body));
    response.headers().set("Content-Type", contentType);
    response.headers().set("Content-Length", String.valueOf(body.length()));
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  /** No length and no chunks: the body is over when the connection is. */
  private static void delimited(ChannelHandlerContext context) {
    context.write(head(false));
    context.write(new DefaultHttpContent(heap(event(0))));
    context
        .writeAndFlush(new DefaultHttpContent(heap(event(1))))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static void cut(ChannelHandlerContext context) {
    two(context);
    context.close();
  }

  private static void fail(ChannelHandlerContext context) {
    two(context);
    throw new IllegalStateException("no more answers");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
