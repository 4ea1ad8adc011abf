/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertow.v1_4;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.ServerResponse;
import io.undertow.channels.DetachableStreamSinkChannel;
import io.undertow.server.HttpServerExchange;

/** Wiring of the module. */
final class UndertowStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("undertow-stream-1.4");
  private static final VirtualField<HttpServerExchange, ServerResponse> responses =
      VirtualField.find(HttpServerExchange.class, ServerResponse.class);
  private static final VirtualField<DetachableStreamSinkChannel, ServerResponse> streams =
      VirtualField.find(DetachableStreamSinkChannel.class, ServerResponse.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  /** The response of every exchange. */
  static VirtualField<HttpServerExchange, ServerResponse> responses() {
    return responses;
  }

  /** The same on the channel that it is written to, if it is a stream. */
  static VirtualField<DetachableStreamSinkChannel, ServerResponse> streams() {
    return streams;
  }

  private UndertowStreamSingletons() {}
}
