/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpserver.v11_0;

import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.ServerResponse;

/** Wiring of the module. */
final class JavaHttpServerStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("java-http-server-stream-11");
  private static final VirtualField<HttpExchange, ServerResponse> responses =
      VirtualField.find(HttpExchange.class, ServerResponse.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<HttpExchange, ServerResponse> responses() {
    return responses;
  }

  private JavaHttpServerStreamSingletons() {}
}
