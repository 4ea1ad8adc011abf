/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertow.v1_4;

import static io.streamscope.instrumentation.undertow.v1_4.UndertowStreamSingletons.responses;
import static io.streamscope.instrumentation.undertow.v1_4.UndertowStreamSingletons.streams;
import static io.streamscope.instrumentation.undertow.v1_4.UndertowStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.ServerResponse;
import io.undertow.channels.DetachableStreamSinkChannel;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** What happens to a response of Undertow, from the first handler to the end of its exchange. */
public final class UndertowResponse {

  private UndertowResponse() {}

  /** A handler gets the request; for the first one its SERVER span has just become current. */
  public static void begin(HttpServerExchange exchange) {
    if (responses().get(exchange) == null) {
      responses().set(exchange, telemetry().response(Context.current()));
    }
  }

  /**
   * The response is about to begin; null if it is no stream. What Undertow compresses itself is
   * compressed below the channel, and the header that says so is set only now.
   */
  public static @Nullable ServerResponse starting(HttpServerExchange exchange) {
    ServerResponse response = responses().get(exchange);
    if (response == null) {
      return null;
    }
    if (response.isUndecided()) {
      HeaderMap headers = exchange.getResponseHeaders();
      response.decide(
          headers.getFirst(Headers.CONTENT_TYPE), headers.getFirst(Headers.CONTENT_ENCODING));
    }
    return response.isStream() ? response : null;
  }

  /** The response has begun: the channel that it will be written to. */
  public static void started(@Nullable ServerResponse stream, @Nullable Object channel) {
    if (stream != null && channel instanceof DetachableStreamSinkChannel sink) {
      streams().set(sink, stream);
    }
  }

  /** The container says that an asynchronous request took too long. */
  public static void timedOut(HttpServerExchange exchange) {
    ServerResponse stream = responses().get(exchange);
    if (stream != null) {
      stream.timedOut();
    }
  }

  /** Servlets have failed; null if they have not. */
  public static void failed(HttpServerExchange exchange, @Nullable Throwable failure) {
    ServerResponse stream = failure == null ? null : responses().get(exchange);
    if (stream != null && failure != null) {
      stream.ended(failure);
    }
  }

  /** The exchange is over. A write that fails closes the connection first and throws afterwards. */
  public static void ended(HttpServerExchange exchange) {
    ServerResponse stream = responses().get(exchange);
    if (stream != null && stream.isStream()) {
      Throwable failure = exchange.getAttachment(DefaultResponseListener.EXCEPTION);
      if (failure == null && !exchange.getConnection().isOpen()) {
        stream.failed(new ClosedChannelException());
      }
      stream.ended(failure);
    }
  }
}
