/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v4_5;

import static io.streamscope.instrumentation.apachehttpclient.v4_5.ApacheHttpClientStreamSingletons.telemetry;

import io.streamscope.http.CallScope;
import io.streamscope.http.RequestTarget;
import java.net.URI;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.RequestLine;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/** A request while it is being issued. */
public final class IssuedRequest {

  private IssuedRequest() {}

  /** The application issues a request; null if another layer watches it. */
  public static @Nullable CallScope begin(HttpUriRequest request) {
    URI uri = request.getURI();
    return begin(request, uri.getScheme(), uri.getHost(), uri.getPort());
  }

  /** The same to a server that the application names itself. */
  public static @Nullable CallScope begin(@Nullable HttpHost target, HttpRequest request) {
    if (target != null) {
      return begin(request, target.getSchemeName(), target.getHostName(), target.getPort());
    }
    return request instanceof HttpUriRequest addressed
        ? begin(addressed)
        : begin(request, null, null, 0);
  }

  private static @Nullable CallScope begin(
      HttpRequest request, @Nullable String scheme, @Nullable String host, int port) {
    RequestLine line = request.getRequestLine();
    return telemetry()
        .issue(
            RequestTarget.of(line.getMethod(), scheme, host, port, line.getUri()),
            name -> header(request, name));
  }

  private static @Nullable String header(HttpRequest request, String name) {
    Header header = request.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }
}
