/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornetty.v1_0;

import static io.streamscope.instrumentation.reactornetty.v1_0.ReactorNettyStreamSingletons.responses;
import static io.streamscope.instrumentation.reactornetty.v1_0.ReactorNettyStreamSingletons.telemetry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.opentelemetry.context.Context;
import io.streamscope.http.ServerResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;
import reactor.netty.channel.ChannelOperations;

/** What happens to a response of the server; all but its making on the channel's event loop. */
public final class ReactorNettyResponse {

  private static final int INFORMATIONAL_MAX = 199;

  private ReactorNettyResponse() {}

  /** A request has come in; its SERVER span is current. */
  public static void begin(ChannelOperations<?, ?> request) {
    responses().set(request, telemetry().response(Context.current()));
  }

  /**
   * Headers, content or both are about to be written. Netty only queues them: nothing here waits
   * for the reader.
   */
  public static void writing(Channel channel, Object message, ChannelPromise promise) {
    ServerResponse response = of(channel);
    if (response == null) {
      return;
    }
    if (response.isUndecided() && message instanceof HttpResponse head) {
      decide(response, head);
    }
    if (!response.isStream()) {
      return;
    }
    ByteBuf bytes = bytes(message);
    if (bytes != null && bytes.isReadable()) {
      report(response, bytes);
    }
    response.writing();
    response.wrote(null);
    if (message instanceof LastHttpContent && !promise.isVoid()) {
      promise.addListener(sent -> over(response, sent.cause()));
    }
  }

  private static void decide(ServerResponse response, HttpResponse head) {
    if (head.status().code() > INFORMATIONAL_MAX) {
      HttpHeaders headers = head.headers();
      response.decide(headers.get("content-type"), headers.get("content-encoding"));
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
    } else if (bytes.nioBufferCount() == 1) {
      response.bytes(bytes.nioBuffer());
    } else {
      for (ByteBuffer part : bytes.nioBuffers()) {
        response.bytes(part);
      }
    }
  }

  /**
   * The application's handler, or what it sends, has failed. A connection that was reset is that of
   * our reader only if ours is closed: the application may pass on what it reads from another.
   */
  public static void failed(ChannelOperations<?, ?> request, Throwable failure) {
    ServerResponse response = responses().get(request);
    if (response != null && response.isStream()) {
      if (AbortedException.isConnectionReset(failure) && !isConnected(request.channel())) {
        response.failed(new ClosedChannelException());
      } else {
        response.ended(failure);
      }
    }
  }

  /** The parent of a stream of HTTP/2 is its connection. */
  private static boolean isConnected(Channel channel) {
    Channel parent = channel.parent();
    return channel.isActive() && (parent == null || parent.isActive());
  }

  /** The last byte has been written, or could not be. */
  private static void over(ServerResponse response, @Nullable Throwable failure) {
    if (failure != null) {
      response.failed(failure);
    }
    response.ended(null);
  }

  /** The connection is closed; if the response was not over, its reader has gone. */
  public static void closed(Channel channel) {
    ServerResponse response = of(channel);
    if (response != null && response.isStream()) {
      response.failed(new ClosedChannelException());
    }
  }

  private static @Nullable ServerResponse of(Channel channel) {
    ChannelOperations<?, ?> request = ChannelOperations.get(channel);
    return request == null ? null : responses().get(request);
  }
}
