/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tyruswebsocket.v1_8;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.WebSocketTelemetry;
import org.glassfish.tyrus.core.TyrusEndpointWrapper;
import org.glassfish.tyrus.core.TyrusSession;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.spi.UpgradeRequest;

/** Wiring of the module. */
final class TyrusWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("tyrus-websocket-1.8");
  private static final VirtualField<UpgradeRequest, Context> handshakes =
      VirtualField.find(UpgradeRequest.class, Context.class);
  private static final VirtualField<TyrusEndpointWrapper, Handshake> callers =
      VirtualField.find(TyrusEndpointWrapper.class, Handshake.class);
  private static final VirtualField<TyrusWebSocket, TyrusSocket> sockets =
      VirtualField.find(TyrusWebSocket.class, TyrusSocket.class);
  private static final VirtualField<TyrusSession, TyrusSocket> sessions =
      VirtualField.find(TyrusSession.class, TyrusSocket.class);

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  /** The context of the request that is being upgraded. */
  static VirtualField<UpgradeRequest, Context> handshakes() {
    return handshakes;
  }

  /** Who has asked for the connection of a client's endpoint. */
  static VirtualField<TyrusEndpointWrapper, Handshake> callers() {
    return callers;
  }

  static VirtualField<TyrusWebSocket, TyrusSocket> sockets() {
    return sockets;
  }

  /** The same by what the application has of it. */
  static VirtualField<TyrusSession, TyrusSocket> sessions() {
    return sessions;
  }

  private TyrusWebSocketSingletons() {}
}
