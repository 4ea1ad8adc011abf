/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v5_0;

import static io.streamscope.instrumentation.apachehttpclient.v5_0.ApacheHttpClientStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundCall;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is being issued.
 *
 * @param scope in which the call is current
 */
public record CallScope(InboundCall call, Scope scope) {

  /** The application issues a request; null if another layer watches it. */
  public static @Nullable CallScope begin(@Nullable HttpHost target, HttpRequest request) {
    NamedEndpoint server = target == null ? request.getAuthority() : target;
    String scheme = target == null ? request.getScheme() : target.getSchemeName();
    InboundCall call =
        telemetry()
            .call(
                Context.current(),
                server == null ? null : server.getHostName(),
                server == null ? 0 : port(server.getPort(), scheme));
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
