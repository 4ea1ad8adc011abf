/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.WebSocketTelemetry;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;

/** Wiring of the module. */
final class TomcatWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("tomcat-websocket-9.0");
  private static final VirtualField<WsHttpUpgradeHandler, Context> handshakes =
      VirtualField.find(WsHttpUpgradeHandler.class, Context.class);
  private static final VirtualField<WsSession, TomcatWebSocket> sockets =
      VirtualField.find(WsSession.class, TomcatWebSocket.class);

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  /** The context of the request that is being upgraded. */
  static VirtualField<WsHttpUpgradeHandler, Context> handshakes() {
    return handshakes;
  }

  static VirtualField<WsSession, TomcatWebSocket> sockets() {
    return sockets;
  }

  private TomcatWebSocketSingletons() {}
}
