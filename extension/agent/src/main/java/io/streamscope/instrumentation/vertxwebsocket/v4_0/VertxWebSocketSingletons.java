/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.vertxwebsocket.v4_0;

import io.netty.util.AttributeKey;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.WebSocketTelemetry;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocketBase;

/** Wiring of the module. */
final class VertxWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("vertx-websocket-4.0");

  @SuppressWarnings("rawtypes") // so is its class
  private static final VirtualField<Promise, Handshake> wishes =
      VirtualField.find(Promise.class, Handshake.class);

  private static final VirtualField<WebSocketBase, ServedRequest> requests =
      VirtualField.find(WebSocketBase.class, ServedRequest.class);
  private static final VirtualField<WebSocketBase, VertxWebSocket> sockets =
      VirtualField.find(WebSocketBase.class, VertxWebSocket.class);
  private static final AttributeKey<IssuedRequest> issued =
      AttributeKey.valueOf("io.streamscope.vertx-websocket.issued");
  private static final AttributeKey<VertxWebSocket> open =
      AttributeKey.valueOf("io.streamscope.vertx-websocket.open");

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  /** Who has asked for a connection, by what the application is going to get it from. */
  @SuppressWarnings("rawtypes")
  static VirtualField<Promise, Handshake> wishes() {
    return wishes;
  }

  /** What a connection of a server was before. */
  static VirtualField<WebSocketBase, ServedRequest> requests() {
    return requests;
  }

  static VirtualField<WebSocketBase, VertxWebSocket> sockets() {
    return sockets;
  }

  /** Of a channel of a client: the request that is under way. */
  static AttributeKey<IssuedRequest> issued() {
    return issued;
  }

  /** Of a channel: its open connection. */
  static AttributeKey<VertxWebSocket> open() {
    return open;
  }

  private VertxWebSocketSingletons() {}
}
