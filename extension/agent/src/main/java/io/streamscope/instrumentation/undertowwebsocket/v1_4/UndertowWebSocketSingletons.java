/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.WebSocketTelemetry;
import io.undertow.websockets.client.WebSocketClient.ConnectionBuilder;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;

/** Wiring of the module. */
final class UndertowWebSocketSingletons {

  private static final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create("undertow-websocket-1.4");
  private static final VirtualField<ConnectionBuilder, Handshake> callers =
      VirtualField.find(ConnectionBuilder.class, Handshake.class);
  private static final VirtualField<WebSocketChannel, UndertowWebSocket> sockets =
      VirtualField.find(WebSocketChannel.class, UndertowWebSocket.class);
  private static final VirtualField<StreamSinkFrameChannel, OutgoingMessage> outgoing =
      VirtualField.find(StreamSinkFrameChannel.class, OutgoingMessage.class);

  static WebSocketTelemetry telemetry() {
    return telemetry;
  }

  /** Who has asked for a connection, the last time. */
  static VirtualField<ConnectionBuilder, Handshake> callers() {
    return callers;
  }

  static VirtualField<WebSocketChannel, UndertowWebSocket> sockets() {
    return sockets;
  }

  static VirtualField<StreamSinkFrameChannel, OutgoingMessage> outgoing() {
    return outgoing;
  }

  private UndertowWebSocketSingletons() {}
}
