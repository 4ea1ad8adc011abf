/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javawebsocket.v1_4;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket connections of Java-WebSocket's server and client. */
@AutoService(InstrumentationModule.class)
public final class JavaWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public JavaWebSocketInstrumentationModule() {
    super(
        "java-websocket",
        "java-websocket-1.4",
        "org.java_websocket.WebSocketImpl",
        // since 1.4.1; before, a server that loses its peer tells nobody
        "org.java_websocket.exceptions.WrappedIOException");
  }

  @Override
  public String library() {
    return "Java-WebSocket 1.4.1 to 1.6";
  }

  @Override
  public String covers() {
    return "every connection of its server and its client; a server's belongs to the trace that its"
        + " request carries";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new WebSocketListenerInstrumentation(),
        new WebSocketClientInstrumentation(),
        new WebSocketServerInstrumentation(),
        new WebSocketImplInstrumentation(),
        new AbstractWebSocketInstrumentation());
  }
}
