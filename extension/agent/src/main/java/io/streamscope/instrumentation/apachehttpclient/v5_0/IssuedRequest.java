/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v5_0;

import static io.streamscope.instrumentation.apachehttpclient.v5_0.ApacheHttpClientStreamSingletons.telemetry;

import io.streamscope.http.CallScope;
import io.streamscope.http.RequestTarget;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/** A request while it is being issued. */
public final class IssuedRequest {

  private IssuedRequest() {}

  /**
   * The application issues a request; null if another layer watches it.
   *
   * @param target null if the request says where it goes
   */
  public static @Nullable CallScope begin(@Nullable HttpHost target, HttpRequest request) {
    NamedEndpoint server = target == null ? request.getAuthority() : target;
    return telemetry()
        .issue(
            RequestTarget.of(
                request.getMethod(),
                target == null ? request.getScheme() : target.getSchemeName(),
                server == null ? null : server.getHostName(),
                server == null ? 0 : server.getPort(),
                request.getPath()),
            name -> header(request, name));
  }

  private static @Nullable String header(HttpRequest request, String name) {
    Header header = request.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }
}
