/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.netty.v4_1;

import static io.streamscope.instrumentation.netty.v4_1.NettyStreamSingletons.connections;
import static io.streamscope.instrumentation.netty.v4_1.NettyStreamSingletons.telemetry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.opentelemetry.context.Context;
import io.streamscope.http.ServerResponse;
import io.streamscope.stream.StreamProtocol;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which a server has streamed, and the stream that it is writing now. Responses
 * come one after the other, also of requests that did not wait for each other. Nothing of a buffer
 * is kept or moved.
 */
public final class StreamedConnection implements ChannelFutureListener {

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  // written on the event loop, read by endings; null between streams
  private volatile @Nullable ServerResponse current;
  private volatile boolean endsByClosing;
  private volatile boolean closedByServer;
  private volatile @Nullable Throwable failure; // the first since the stream began

  private StreamedConnection() {}

  /**
   * A handler is about to encode a message. Netty only queues what comes of it: nothing here waits
   * for the reader.
   */
  public static void writing(
      ChannelHandler encoder,
      ChannelHandlerContext handler,
      Object message,
      ChannelPromise promise) {
    if (!(encoder instanceof HttpResponseEncoder)) {
      return;
    }
    Channel channel = handler.channel();
    StreamedConnection connection =
        message instanceof HttpResponse head ? begun(channel, head) : of(channel);
    if (connection != null) {
      connection.write(message, promise);
    }
  }

  /** The connection if that is the head of a stream which nobody else watches. */
  private static @Nullable StreamedConnection begun(Channel channel, HttpResponse head) {
    HttpHeaders headers = head.headers();
    String contentType = headers.get("content-type");
    if (StreamProtocol.ofContentType(contentType) == StreamProtocol.CHUNKED || !hasBody(head)) {
      return null;
    }
    ServerResponse response = telemetry().responseUnlessWatched(Context.current());
    if (response == null) {
      return null;
    }
    response.decide(contentType, headers.get("content-encoding"));
    if (!response.isStream()) {
      return null;
    }
    StreamedConnection connection = ofOrNew(channel);
    connection.begin(response, head);
    return connection;
  }

  private static boolean hasBody(HttpResponse head) {
    int status = head.status().code();
    return status >= 200
        && status != NO_CONTENT
        && status != NOT_MODIFIED
        && !(head instanceof FullHttpResponse full && !full.content().isReadable());
  }

  private static @Nullable StreamedConnection of(Channel channel) {
    return channel.hasAttr(connections()) ? channel.attr(connections()).get() : null;
  }

  private static StreamedConnection ofOrNew(Channel channel) {
    StreamedConnection known = of(channel);
    if (known != null) {
      return known;
    }
    StreamedConnection connection = new StreamedConnection();
    channel.attr(connections()).set(connection);
    channel.closeFuture().addListener(connection);
    return connection;
  }

  private void begin(ServerResponse response, HttpResponse head) {
    endsByClosing = !HttpUtil.isTransferEncodingChunked(head) && !HttpUtil.isContentLengthSet(head);
    failure = null;
    current = response;
  }

  private void write(Object message, ChannelPromise promise) {
    ServerResponse response = current;
    if (response == null) {
      return;
    }
    response.writing();
    ByteBuf bytes = bytes(message);
    if (bytes != null && bytes.isReadable()) {
      report(response, bytes);
    }
    response.wrote(null);
    if (message instanceof LastHttpContent) {
      current = null;
      if (promise.isVoid()) {
        response.ended(null);
      } else {
        promise.addListener(sent -> over(response, sent.cause()));
      }
    }
  }

  private static @Nullable ByteBuf bytes(Object message) {
    if (message instanceof ByteBuf bytes) {
      return bytes;
    }
    return message instanceof ByteBufHolder holder ? holder.content() : null;
  }

  private static void report(ServerResponse response, ByteBuf bytes) {
    if (bytes.hasArray()) {
      response.bytes(
          bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
      return;
    }
    byte[] copy = NettyStreamSingletons.copy();
    int end = bytes.writerIndex();
    for (int at = bytes.readerIndex(); at < end; at += copy.length) {
      int length = Math.min(copy.length, end - at);
      bytes.getBytes(at, copy, 0, length);
      response.bytes(copy, 0, length);
    }
  }

  /** The last byte has been written, or could not be. */
  private void over(ServerResponse response, @Nullable Throwable unwritten) {
    if (unwritten == null) {
      response.ended(null);
    } else if (unwritten instanceof ClosedChannelException) {
      cutOff(response);
    } else {
      response.failed(unwritten);
    }
  }

  /** The server closes the connection, perhaps because of what it has learned of its reader. */
  public static void closing(ChannelHandlerContext handler) {
    StreamedConnection connection = of(handler.channel());
    if (connection != null) {
      connection.closedByServer = true;
    }
  }

  /** A handler of the connection gets to see an exception, one handler after the other. */
  public static void failing(ChannelHandlerContext handler, Throwable failure) {
    StreamedConnection connection = of(handler.channel());
    if (connection != null && connection.failure == null) {
      connection.failure = failure;
    }
  }

  /** The connection is closed. */
  @Override
  public void operationComplete(ChannelFuture closed) {
    ServerResponse response = current;
    if (response == null) {
      return;
    }
    current = null;
    if (endsByClosing && closedByServer && failure == null) {
      response.ended(null);
    } else {
      cutOff(response);
    }
  }

  /** The {@code IOException} that a server closes a connection for is of its reader's making. */
  private void cutOff(ServerResponse response) {
    Throwable cause = failure;
    if (!closedByServer || cause instanceof IOException) {
      response.failed(new ClosedChannelException());
    } else {
      response.ended(
          cause == null ? new IOException("closed before the response was over") : cause);
    }
  }
}
