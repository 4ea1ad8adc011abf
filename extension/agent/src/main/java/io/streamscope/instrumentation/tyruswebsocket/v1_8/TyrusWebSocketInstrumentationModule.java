/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tyruswebsocket.v1_8;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket connections that Tyrus serves. */
@AutoService(InstrumentationModule.class)
public final class TyrusWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public TyrusWebSocketInstrumentationModule() {
    super(
        "tyrus-websocket", "tyrus-websocket-1.8", "org.glassfish.tyrus.core.TyrusEndpointWrapper");
  }

  @Override
  public String library() {
    return "WebSocket of Tyrus 1.8.3 to 2.2";
  }

  @Override
  public String covers() {
    return "every connection of its server and its client: Jakarta and Javax endpoints";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new TyrusWebSocketEngineInstrumentation(),
        new TyrusClientEngineInstrumentation(),
        new TyrusEndpointWrapperInstrumentation(),
        new ProtocolHandlerInstrumentation(),
        new TyrusWebSocketInstrumentation(),
        new AnnotatedEndpointInstrumentation());
  }
}
