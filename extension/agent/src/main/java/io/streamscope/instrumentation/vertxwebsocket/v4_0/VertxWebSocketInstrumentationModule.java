/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.vertxwebsocket.v4_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket connections of Vert.x's servers and clients, and of what is built on them. */
@AutoService(InstrumentationModule.class)
public final class VertxWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public VertxWebSocketInstrumentationModule() {
    super("vertx-websocket", "vertx-websocket-4.0", "io.vertx.core.http.WebSocketFrameType");
  }

  @Override
  public String library() {
    return "WebSocket of Vert.x 4.0.3 to 5.2";
  }

  @Override
  public String covers() {
    return "every connection of its servers and clients, and so of what is built on them";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new HttpClientBaseInstrumentation(),
        new WebSocketGroupInstrumentation(),
        new HttpClientConnectionInstrumentation(),
        new ServerWebSocketImplInstrumentation(),
        new ServerWebSocketHandshakerInstrumentation(),
        new WebSocketImplBaseInstrumentation(),
        new WebSocketConnectionImplInstrumentation(),
        new ContextImplInstrumentation(),
        new VertxHandlerInstrumentation());
  }
}
