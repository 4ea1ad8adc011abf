/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornetty.v1_0;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.InboundBody;
import io.streamscope.http.ServerResponse;
import reactor.netty.channel.ChannelOperations;

/** Wiring of the module. */
final class ReactorNettyStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("reactor-netty-stream-1.0");
  private static final VirtualField<ChannelOperations<?, ?>, ServerResponse> responses =
      VirtualField.find(ChannelOperations.class, ServerResponse.class);
  private static final VirtualField<ChannelOperations<?, ?>, InboundBody> bodies =
      VirtualField.find(ChannelOperations.class, InboundBody.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  /** What a server answers, by the operations of its request. */
  static VirtualField<ChannelOperations<?, ?>, ServerResponse> responses() {
    return responses;
  }

  /** What a client reads, by the operations of its request; only streams. */
  static VirtualField<ChannelOperations<?, ?>, InboundBody> bodies() {
    return bodies;
  }

  private ReactorNettyStreamSingletons() {}
}
