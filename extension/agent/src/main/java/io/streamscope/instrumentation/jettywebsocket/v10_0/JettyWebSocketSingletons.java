/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.WebSocketTelemetry;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.internal.WebSocketSessionState;

/** Wiring of the module. */
final class JettyWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("jetty-websocket-10.0");
  private static final VirtualField<CoreSession, UpgradedRequest> handshakes =
      VirtualField.find(CoreSession.class, UpgradedRequest.class);
  private static final VirtualField<CoreSession, JettyWebSocket> sockets =
      VirtualField.find(CoreSession.class, JettyWebSocket.class);
  private static final VirtualField<WebSocketSessionState, JettyWebSocket> states =
      VirtualField.find(WebSocketSessionState.class, JettyWebSocket.class);

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  /** What a connection was before it opened. */
  static VirtualField<CoreSession, UpgradedRequest> handshakes() {
    return handshakes;
  }

  static VirtualField<CoreSession, JettyWebSocket> sockets() {
    return sockets;
  }

  /** The same by what all frames pass that are allowed to. */
  static VirtualField<WebSocketSessionState, JettyWebSocket> states() {
    return states;
  }

  private JettyWebSocketSingletons() {}
}
