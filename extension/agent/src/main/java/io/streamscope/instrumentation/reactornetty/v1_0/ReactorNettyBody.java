/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornetty.v1_0;

import static io.streamscope.instrumentation.reactornetty.v1_0.ReactorNettyStreamSingletons.bodies;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import io.streamscope.http.ModelRequest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.ChannelOperations;

/** What happens to an answer that the client reads. */
public final class ReactorNettyBody {

  private ReactorNettyBody() {}

  /** Headers, content or both have arrived. */
  public static void next(ChannelOperations<?, ?> request, Object message) {
    InboundBody body =
        message instanceof HttpResponse head ? answered(request, head) : bodies().get(request);
    if (body == null) {
      return;
    }
    if (message instanceof ByteBuf bytes) {
      report(body, bytes);
    } else if (message instanceof ByteBufHolder holder) {
      report(body, holder.content());
    }
    if (message instanceof LastHttpContent last) {
      ended(body, last);
    }
  }

  /** Neither an interim answer nor a redirection is what the application asked for. */
  private static @Nullable InboundBody answered(
      ChannelOperations<?, ?> request, HttpResponse head) {
    int status = head.status().code();
    InboundCall call = call(request);
    if (call == null || status < 200 || status >= 300 && status < 400) {
      return null;
    }
    HttpHeaders headers = head.headers();
    InboundBody body =
        call.answered(status, headers.get("content-type"), headers.get("content-encoding"));
    bodies().set(request, body);
    return body;
  }

  private static @Nullable InboundCall call(ChannelOperations<?, ?> request) {
    return request.currentContext().getOrDefault(TracingConnection.KEY, null);
  }

  private static void report(InboundBody body, ByteBuf bytes) {
    if (!bytes.isReadable()) {
      return;
    }
    if (bytes.hasArray()) {
      body.onBytes(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
    } else if (bytes.nioBufferCount() == 1) {
      body.onBytes(bytes.nioBuffer());
    } else {
      for (ByteBuffer part : bytes.nioBuffers()) {
        body.onBytes(part);
      }
    }
  }

  /** A part of a request is being written. */
  public static void writing(Channel channel, Object message) {
    ChannelOperations<?, ?> request = ChannelOperations.get(channel);
    InboundCall call = request == null ? null : call(request);
    if (call == null) {
      return;
    }
    if (message instanceof HttpRequest head) {
      call.carries(head.headers().get("traceparent"));
    }
    ModelRequest question = call.question();
    if (question == null) {
      return;
    }
    if (message instanceof HttpRequest) {
      question.begin();
    }
    ByteBuf bytes =
        message instanceof ByteBufHolder holder
            ? holder.content()
            : message instanceof ByteBuf plain ? plain : null;
    if (bytes != null && bytes.isReadable()) {
      for (ByteBuffer part : bytes.nioBuffers()) {
        question.onBytes(part);
      }
    }
  }

  private static void ended(InboundBody body, LastHttpContent last) {
    if (last.decoderResult().isFailure()) {
      body.failed(last.decoderResult().cause());
    } else {
      body.onEnd();
    }
  }

  /** The application does not want the rest. */
  public static void cancelled(ChannelOperations<?, ?> request) {
    InboundBody body = bodies().get(request);
    if (body != null) {
      body.onClose();
    }
  }

  /** The answer failed; the exception is on its way to the application. */
  public static void failed(ChannelOperations<?, ?> request, Throwable failure) {
    InboundBody body = bodies().get(request);
    if (body != null) {
      body.failed(failure);
    }
  }

  /** The connection is closed. If nobody waits for the rest, the application has closed it. */
  public static void closed(Channel channel) {
    ChannelOperations<?, ?> request = ChannelOperations.get(channel);
    if (request != null && (request.isInboundCancelled() || request.isInboundDisposed())) {
      cancelled(request);
    }
  }
}
