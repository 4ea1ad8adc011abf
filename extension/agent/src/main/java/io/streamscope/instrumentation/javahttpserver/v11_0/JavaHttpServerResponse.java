/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpserver.v11_0;

import static io.streamscope.instrumentation.javahttpserver.v11_0.JavaHttpServerStreamSingletons.responses;
import static io.streamscope.instrumentation.javahttpserver.v11_0.JavaHttpServerStreamSingletons.telemetry;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.context.Context;
import io.streamscope.http.ServerResponse;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What happens to a response of the JDK's server. */
public final class JavaHttpServerResponse {

  /** JDK 20 and later keep the headers until the body is flushed, or is larger than a buffer. */
  private static final boolean HEADERS_LEAVE_AT_ONCE = Runtime.version().feature() < 20;

  /** The stream whose headers are being sent by this thread. */
  private static final ThreadLocal<Start> starting = new ThreadLocal<>();

  private JavaHttpServerResponse() {}

  /** A filter or the handler gets the request: the response if its SERVER span is new to us. */
  public static @Nullable ServerResponse begin(HttpExchange exchange) {
    if (responses().get(exchange) != null) {
      return null;
    }
    ServerResponse response = telemetry().response(Context.current());
    responses().set(exchange, response);
    return response;
  }

  /** Filters and handler have returned, or have thrown what makes the server close a connection. */
  public static void handled(@Nullable ServerResponse response, @Nullable Throwable thrown) {
    if (response != null && thrown != null) {
      response.ended(thrown);
    }
  }

  /** The headers are about to be sent; null if no stream follows. */
  public static @Nullable ServerResponse starting(HttpExchange exchange, int status, long length) {
    ServerResponse response = responses().get(exchange);
    if (response == null || !response.isUndecided() || !hasBody(exchange, status, length)) {
      return null;
    }
    Headers headers = exchange.getResponseHeaders();
    response.decide(headers.getFirst("Content-Type"), headers.getFirst("Content-Encoding"));
    if (!response.isStream()) {
      return null;
    }
    starting.set(new Start(response, length));
    return response;
  }

  private static boolean hasBody(HttpExchange exchange, int status, long length) {
    return length >= 0
        && status >= 200
        && status != 204
        && status != 304
        && !exchange.getRequestMethod().equals("HEAD");
  }

  /** What the body will be written to: the server's stream, ours around it if we watch. */
  public static OutputStream body(OutputStream body) {
    Start start = starting.get();
    return start == null ? body : new TracingResponseBody(body, start.stream(), start.length());
  }

  /** The headers have been sent, or could not be. */
  public static void started(@Nullable ServerResponse stream, @Nullable Throwable thrown) {
    if (stream == null) {
      return;
    }
    starting.remove();
    if (thrown == null && HEADERS_LEAVE_AT_ONCE) {
      stream.writing();
      stream.wrote(null);
    }
  }

  private record Start(ServerResponse stream, long length) {}
}
