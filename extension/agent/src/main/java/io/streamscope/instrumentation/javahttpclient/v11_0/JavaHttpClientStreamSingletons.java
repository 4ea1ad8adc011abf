/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import java.net.http.HttpResponse.BodySubscriber;

/** Wiring of the module. */
final class JavaHttpClientStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("java-http-client-stream-11");
  private static final VirtualField<BodySubscriber<?>, BodyDelivery> deliveries =
      VirtualField.find(BodySubscriber.class, BodyDelivery.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<BodySubscriber<?>, BodyDelivery> deliveries() {
    return deliveries;
  }

  private JavaHttpClientStreamSingletons() {}
}
