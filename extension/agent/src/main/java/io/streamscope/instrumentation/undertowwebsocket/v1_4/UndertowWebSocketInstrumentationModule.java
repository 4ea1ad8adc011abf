/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket connections that Undertow's endpoints serve. */
@AutoService(InstrumentationModule.class)
public final class UndertowWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public UndertowWebSocketInstrumentationModule() {
    super(
        "undertow-websocket",
        "undertow-websocket-1.4",
        "io.undertow.websockets.jsr.UndertowSession",
        // since 1.4
        "io.undertow.servlet.api.ThreadSetupHandler");
  }

  @Override
  public String library() {
    return "WebSocket of Undertow 1.4 to 2.3";
  }

  @Override
  public String covers() {
    return "every connection of its server to an endpoint, and of its client: Jakarta and Javax, Spring's"
        + " handlers on it";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new ConnectionBuilderInstrumentation(),
        new UndertowSessionInstrumentation(),
        new FrameHandlerInstrumentation(),
        new BufferedMessageInstrumentation(),
        new ServerWebSocketContainerInstrumentation(),
        new AnnotatedEndpointInstrumentation(),
        new WebSocketChannelInstrumentation(),
        new WebSocketsInstrumentation(),
        new AbstractFramedChannelInstrumentation(),
        new AbstractFramedStreamSinkChannelInstrumentation());
  }
}
