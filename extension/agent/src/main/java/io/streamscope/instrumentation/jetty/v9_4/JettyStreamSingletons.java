/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v9_4;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.ServerResponse;
import org.eclipse.jetty.server.HttpChannel;

/** Wiring of the module. */
final class JettyStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("jetty-stream-9.4");
  private static final VirtualField<HttpChannel, ServerResponse> responses =
      VirtualField.find(HttpChannel.class, ServerResponse.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<HttpChannel, ServerResponse> responses() {
    return responses;
  }

  private JettyStreamSingletons() {}
}
