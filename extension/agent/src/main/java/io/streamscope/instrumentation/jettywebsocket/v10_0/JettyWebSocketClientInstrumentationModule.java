/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/**
 * Jetty's WebSocket client: who has asked for a connection, which {@link
 * JettyWebSocketInstrumentationModule} watches like one of the server. A module of its own because
 * a server need not have the client.
 */
@AutoService(InstrumentationModule.class)
public final class JettyWebSocketClientInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public JettyWebSocketClientInstrumentationModule() {
    super(
        "jetty-websocket-client",
        "jetty-websocket-client-10.0",
        "org.eclipse.jetty.websocket.core.client.WebSocketCoreClient");
  }

  @Override
  public String library() {
    return "WebSocket client of Jetty 10.0 to 12.1";
  }

  @Override
  public String covers() {
    return "every connection: Jakarta and Javax endpoints, Jetty's own API, Spring's client on it";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new WebSocketCoreClientInstrumentation(), new CoreClientUpgradeRequestInstrumentation());
  }
}
