/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket connections of Netty's codec, whatever framework is on top. */
@AutoService(InstrumentationModule.class)
public final class NettyWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public NettyWebSocketInstrumentationModule() {
    super(
        "netty-websocket",
        "netty-websocket-4.1",
        "io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker");
  }

  @Override
  public String library() {
    return "WebSocket of Netty 4.1 and 4.2";
  }

  @Override
  public String covers() {
    return "every connection that its handshakers open, as server and as client: Reactor Netty, Spring"
        + " WebFlux on it, other frameworks on Netty (those of Vert.x with vertx-websocket)";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new WebSocketServerHandshakerInstrumentation(),
        new WebSocketClientHandshakerInstrumentation(),
        new AbstractChannelHandlerContextInstrumentation(),
        new MessageToMessageEncoderInstrumentation());
  }
}
