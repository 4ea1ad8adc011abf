/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttpwebsocket.v3_14;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.WebSocketTelemetry;
import okhttp3.WebSocket;

/** Wiring of the module. */
final class OkHttpWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("okhttp-websocket-3.14");
  private static final VirtualField<WebSocket, OpenWebSocket> sockets =
      VirtualField.find(WebSocket.class, OpenWebSocket.class);

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<WebSocket, OpenWebSocket> sockets() {
    return sockets;
  }

  private OkHttpWebSocketSingletons() {}
}
