/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javawebsocket.v1_4;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.WebSocketTelemetry;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;

/** Wiring of the module. */
final class JavaWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("java-websocket-1.4");
  private static final VirtualField<WebSocketClient, Handshake> handshakes =
      VirtualField.find(WebSocketClient.class, Handshake.class);
  private static final VirtualField<WebSocketImpl, OpenWebSocket> sockets =
      VirtualField.find(WebSocketImpl.class, OpenWebSocket.class);

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  /** Who has asked for the connection that a client is opening. */
  static VirtualField<WebSocketClient, Handshake> handshakes() {
    return handshakes;
  }

  static VirtualField<WebSocketImpl, OpenWebSocket> sockets() {
    return sockets;
  }

  private JavaWebSocketSingletons() {}
}
