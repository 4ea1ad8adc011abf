/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import static io.streamscope.instrumentation.javahttpclient.v11_0.JavaHttpClientStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundCall;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is being issued.
 *
 * @param scope in which the call is current
 */
public record CallScope(InboundCall call, Scope scope) {

  /** The application issues a request; null if another layer watches it. */
  public static @Nullable CallScope begin(HttpRequest request) {
    URI uri = request.uri();
    InboundCall call = telemetry().call(Context.current(), uri.getHost(), uri.getPort());
    if (call == null) {
      return null;
    }
    call.resumesAfter(request.headers().firstValue("Last-Event-ID").orElse(null));
    return new CallScope(call, call.context().makeCurrent());
  }

  /** The request has been issued, or could not be. */
  public static void end(@Nullable CallScope scope, @Nullable Throwable thrown) {
    if (scope != null) {
      scope.scope.close();
      if (thrown != null) {
        scope.call.over();
      }
    }
  }
}
