/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webflux.v5_3;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ChannelSendOperator;

/** Wiring of the module. */
final class SpringWebFluxStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("spring-webflux-stream-5.3");
  private static final VirtualField<AbstractServerHttpResponse, Context> requests =
      VirtualField.find(AbstractServerHttpResponse.class, Context.class);
  private static final VirtualField<ChannelSendOperator<?>, PublishedStream> streams =
      VirtualField.find(ChannelSendOperator.class, PublishedStream.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  /** The context of the request that a response belongs to. */
  static VirtualField<AbstractServerHttpResponse, Context> requests() {
    return requests;
  }

  /** What becomes of the operator that writes a response; only streams. */
  static VirtualField<ChannelSendOperator<?>, PublishedStream> streams() {
    return streams;
  }

  private SpringWebFluxStreamSingletons() {}
}
