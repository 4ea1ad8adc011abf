/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;

/** Wiring of the module. */
final class ApacheHttpAsyncClientStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("apache-httpasyncclient-stream-5.0");
  private static final VirtualField<AsyncRequestProducer, HttpRequest> requests =
      VirtualField.find(AsyncRequestProducer.class, HttpRequest.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  /** What producers will send: they do not tell before they do. */
  static VirtualField<AsyncRequestProducer, HttpRequest> requests() {
    return requests;
  }

  private ApacheHttpAsyncClientStreamSingletons() {}
}
