/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v4_5;

import static io.streamscope.instrumentation.apachehttpclient.v4_5.ApacheHttpClientStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundCall;
import java.net.URI;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is being issued.
 *
 * @param scope in which the call is current
 */
public record CallScope(InboundCall call, Scope scope) {

  /** The application issues a request; null if another layer watches it. */
  public static @Nullable CallScope begin(HttpUriRequest request) {
    URI uri = request.getURI();
    return begin(uri.getHost(), port(uri.getPort(), uri.getScheme()), request);
  }

  /** The same to a server that the application names itself. */
  public static @Nullable CallScope begin(@Nullable HttpHost target, HttpRequest request) {
    if (target != null) {
      return begin(target.getHostName(), port(target.getPort(), target.getSchemeName()), request);
    }
    return request instanceof HttpUriRequest addressed ? begin(addressed) : begin(null, 0, request);
  }

  private static @Nullable CallScope begin(@Nullable String host, int port, HttpRequest request) {
    InboundCall call = telemetry().call(Context.current(), host, port);
    if (call == null) {
      return null;
    }
    Header lastEventId = request.getFirstHeader("Last-Event-ID");
    call.resumesAfter(lastEventId == null ? null : lastEventId.getValue());
    return new CallScope(call, call.context().makeCurrent());
  }

  /** The client returns a response, or what a handler made of it, or has failed. */
  public static void end(@Nullable CallScope scope, @Nullable Throwable thrown) {
    if (scope != null) {
      scope.scope.close();
      if (thrown != null) {
        scope.call.over();
      }
    }
  }

  private static int port(int port, @Nullable String scheme) {
    if (port > 0) {
      return port;
    }
    return "https".equalsIgnoreCase(scheme) ? 443 : 80;
  }
}
