/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v12_0;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.ServerResponse;
import org.eclipse.jetty.server.Request;

/** Wiring of the module. */
final class Jetty12StreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("jetty-stream-12.0");
  private static final VirtualField<Request, ServerResponse> responses =
      VirtualField.find(Request.class, ServerResponse.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<Request, ServerResponse> responses() {
    return responses;
  }

  private Jetty12StreamSingletons() {}
}
