/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.util.AttributeKey;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.WebSocketTelemetry;

/** Wiring of the module. */
final class NettyWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("netty-websocket-4.1");
  private static final VirtualField<WebSocketClientHandshaker, IssuedRequest> requests =
      VirtualField.find(WebSocketClientHandshaker.class, IssuedRequest.class);
  private static final AttributeKey<NettyWebSocket> connections =
      AttributeKey.valueOf("io.streamscope.netty-websocket.connection");

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  /** The request of a client that has not been answered yet. */
  static VirtualField<WebSocketClientHandshaker, IssuedRequest> requests() {
    return requests;
  }

  /** Of a {@link Channel} that is a connection now. */
  static AttributeKey<NettyWebSocket> connections() {
    return connections;
  }

  private NettyWebSocketSingletons() {}
}
