/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.httpurlconnection.v11_0;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import java.net.HttpURLConnection;

/** Wiring of the module. */
final class HttpUrlConnectionStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("http-url-connection-stream-11");
  private static final VirtualField<HttpURLConnection, ConnectionCall> calls =
      VirtualField.find(HttpURLConnection.class, ConnectionCall.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<HttpURLConnection, ConnectionCall> calls() {
    return calls;
  }

  private HttpUrlConnectionStreamSingletons() {}
}
