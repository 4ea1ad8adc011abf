/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornettywebsocket.v1_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket of Reactor Netty, whose messages are those of Netty's module. */
@AutoService(InstrumentationModule.class)
public final class ReactorNettyWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public ReactorNettyWebSocketInstrumentationModule() {
    super(
        "reactor-netty-websocket",
        "reactor-netty-websocket-1.0",
        "reactor.netty.http.server.WebsocketServerOperations",
        // 0.9 has no such class
        "reactor.netty.http.server.HttpServerConfig");
  }

  @Override
  public String library() {
    return "WebSocket of Reactor Netty 1.0 to 1.3";
  }

  @Override
  public String covers() {
    return "what a handler of its server, or of Spring WebFlux on it, does with a message belongs to"
        + " the message's turn, and fails it; a connection of its client to the trace of whoever asked"
        + " for it (the messages are those of netty-websocket)";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new HttpServerOperationsInstrumentation(),
        new WebsocketSubscriberInstrumentation(),
        new FluxReceiveInstrumentation(),
        new WebsocketFinalizerInstrumentation(),
        new HttpClientOperationsInstrumentation());
  }
}
