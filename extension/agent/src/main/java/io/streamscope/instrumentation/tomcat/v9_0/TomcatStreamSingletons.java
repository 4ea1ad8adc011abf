/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcat.v9_0;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.ServerResponse;
import org.apache.coyote.Response;

/** Wiring of the module. */
final class TomcatStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("tomcat-stream-9.0");
  private static final VirtualField<Response, ServerResponse> responses =
      VirtualField.find(Response.class, ServerResponse.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<Response, ServerResponse> responses() {
    return responses;
  }

  private TomcatStreamSingletons() {}
}
