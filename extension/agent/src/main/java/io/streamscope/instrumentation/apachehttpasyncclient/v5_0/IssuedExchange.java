/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import static io.streamscope.instrumentation.apachehttpasyncclient.v5_0.ApacheHttpAsyncClientStreamSingletons.requests;
import static io.streamscope.instrumentation.apachehttpasyncclient.v5_0.ApacheHttpAsyncClientStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundCall;
import java.util.concurrent.Future;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is being issued.
 *
 * @param scope in which the call is current
 * @param consumer what the client gets instead of the application's
 */
public record IssuedExchange(Scope scope, TracingResponseConsumer<?> consumer) {

  /** A producer of the library was made for a request. */
  public static void produces(AsyncRequestProducer producer, HttpRequest request) {
    requests().set(producer, request);
  }

  /**
   * The application issues a request.
   *
   * @return this, and the consumer and the callback to use; null if another layer watches it
   */
  public static Object @Nullable [] begin(
      @Nullable AsyncRequestProducer producer,
      @Nullable AsyncResponseConsumer<?> consumer,
      @Nullable FutureCallback<?> callback) {
    if (producer == null || consumer == null) {
      return null;
    }
    InboundCall call = call(requests().get(producer));
    if (call == null) {
      return null;
    }
    TracingResponseConsumer<?> tracing = new TracingResponseConsumer<>(consumer, call);
    return new Object[] {
      new IssuedExchange(call.context().makeCurrent(), tracing),
      tracing,
      new TracingCallback<>(callback, tracing)
    };
  }

  private static @Nullable InboundCall call(@Nullable HttpRequest request) {
    URIAuthority server = request == null ? null : request.getAuthority();
    if (request == null || server == null) {
      return telemetry().call(Context.current(), null, 0);
    }
    InboundCall call =
        telemetry()
            .call(
                Context.current(),
                server.getHostName(),
                port(server.getPort(), request.getScheme()));
    Header lastEventId = request.getFirstHeader("Last-Event-ID");
    if (call != null && lastEventId != null) {
      call.resumesAfter(lastEventId.getValue());
    }
    return call;
  }

  private static int port(int port, @Nullable String scheme) {
    if (port > 0) {
      return port;
    }
    return "https".equalsIgnoreCase(scheme) ? 443 : 80;
  }

  /** The client has taken the request, or has not. */
  public static void end(
      Object @Nullable [] begun, @Nullable Future<?> future, @Nullable Throwable thrown) {
    if (begun == null) {
      return;
    }
    IssuedExchange exchange = (IssuedExchange) begun[0];
    exchange.scope.close();
    exchange.consumer.issued(future, thrown);
  }
}
