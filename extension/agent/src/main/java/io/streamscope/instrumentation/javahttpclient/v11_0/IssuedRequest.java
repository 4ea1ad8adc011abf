/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import static io.streamscope.instrumentation.javahttpclient.v11_0.JavaHttpClientStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.CallScope;
import io.streamscope.http.InboundCall;
import io.streamscope.http.RequestTarget;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request while it is being issued. */
public final class IssuedRequest {

  private IssuedRequest() {}

  /**
   * The application issues a request; null if another layer watches it. All that has to know the
   * call is on this thread: what depends on the future that the client returns is the caller's.
   */
  public static @Nullable CallScope begin(HttpRequest request) {
    InboundCall call =
        telemetry().call(Context.current(), RequestTarget.of(request.method(), request.uri()));
    if (call == null) {
      return null;
    }
    call.headers(name -> request.headers().firstValue(name).orElse(null));
    return call.issueHere();
  }
}
