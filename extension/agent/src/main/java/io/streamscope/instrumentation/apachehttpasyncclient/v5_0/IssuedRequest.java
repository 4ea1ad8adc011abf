/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import static io.streamscope.instrumentation.apachehttpasyncclient.v5_0.ApacheHttpAsyncClientStreamSingletons.requests;
import static io.streamscope.instrumentation.apachehttpasyncclient.v5_0.ApacheHttpAsyncClientStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.CallScope;
import io.streamscope.http.InboundCall;
import io.streamscope.http.RequestTarget;
import java.util.concurrent.Future;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/** A request while it is being issued. */
public final class IssuedRequest {

  private IssuedRequest() {}

  /** A producer of the library was made for a request. */
  public static void produces(AsyncRequestProducer producer, HttpRequest request) {
    requests().set(producer, request);
  }

  /**
   * The application issues a request.
   *
   * @param target the server, null if the request says where it goes
   * @return the scope; the consumer, the callback and the producer to use; null if another layer
   *     watches it
   */
  public static Object @Nullable [] begin(
      @Nullable HttpHost target,
      @Nullable AsyncRequestProducer producer,
      @Nullable AsyncResponseConsumer<?> consumer,
      @Nullable FutureCallback<?> callback) {
    if (producer == null || consumer == null) {
      return null;
    }
    InboundCall call = call(target, requests().get(producer));
    if (call == null) {
      return null;
    }
    TracingResponseConsumer<?> tracing = new TracingResponseConsumer<>(consumer, call);
    return new Object[] {
      call.issue(),
      tracing,
      new TracingCallback<>(callback, tracing),
      TracingRequestProducer.of(producer, call.question())
    };
  }

  private static @Nullable InboundCall call(
      @Nullable HttpHost target, @Nullable HttpRequest request) {
    InboundCall call = telemetry().call(Context.current(), target(target, request));
    if (call != null && request != null) {
      call.headers(name -> header(request, name));
    }
    return call;
  }

  private static @Nullable String header(HttpRequest request, String name) {
    Header header = request.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private static RequestTarget target(@Nullable HttpHost target, @Nullable HttpRequest request) {
    if (request == null) {
      return target == null
          ? new RequestTarget(null, null, 0, null)
          : new RequestTarget(null, target.getHostName(), target.getPort(), null);
    }
    NamedEndpoint server = target == null ? request.getAuthority() : target;
    return RequestTarget.of(
        request.getMethod(),
        target == null ? request.getScheme() : target.getSchemeName(),
        server == null ? null : server.getHostName(),
        server == null ? 0 : server.getPort(),
        request.getPath());
  }

  /** The client has taken the request, or has not. */
  public static void end(
      Object @Nullable [] begun, @Nullable Future<?> future, @Nullable Throwable thrown) {
    if (begun != null) {
      CallScope.end((CallScope) begun[0], future, thrown);
    }
  }
}
