/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclientwebsocket.v11_0;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.WebSocketTelemetry;
import java.net.http.WebSocket;

/** Wiring of the module. */
final class JavaHttpClientWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("java-http-client-websocket-11");
  private static final VirtualField<WebSocket, OpenWebSocket> sockets =
      VirtualField.find(WebSocket.class, OpenWebSocket.class);

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<WebSocket, OpenWebSocket> sockets() {
    return sockets;
  }

  private JavaHttpClientWebSocketSingletons() {}
}
