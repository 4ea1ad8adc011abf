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

/** WebSocket connections that Jetty serves, whichever API their handlers are written for. */
@AutoService(InstrumentationModule.class)
public final class JettyWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public JettyWebSocketInstrumentationModule() {
    super(
        "jetty-websocket", "jetty-websocket-10.0", "org.eclipse.jetty.websocket.core.CoreSession");
  }

  @Override
  public String library() {
    return "WebSocket of Jetty 10.0 to 12.1";
  }

  @Override
  public String covers() {
    return "every connection of its server: Jakarta and Javax endpoints, Jetty's own API, Spring's"
        + " handlers on Jetty; those of its client with jetty-websocket-client";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new AbstractHandshakerInstrumentation(),
        new WebSocketCoreSessionInstrumentation(),
        new IncomingAdaptorInstrumentation(),
        new WebSocketSessionStateInstrumentation());
  }
}
