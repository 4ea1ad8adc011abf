/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v4_5;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.InboundBody;
import org.apache.http.client.methods.CloseableHttpResponse;

/** Wiring of the module. */
final class ApacheHttpClientStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("apache-httpclient-stream-4.5");
  private static final VirtualField<CloseableHttpResponse, InboundBody> bodies =
      VirtualField.find(CloseableHttpResponse.class, InboundBody.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<CloseableHttpResponse, InboundBody> bodies() {
    return bodies;
  }

  private ApacheHttpClientStreamSingletons() {}
}
