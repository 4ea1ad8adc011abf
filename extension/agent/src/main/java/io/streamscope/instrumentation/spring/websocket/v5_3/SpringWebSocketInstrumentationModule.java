/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.websocket.v5_3;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/**
 * What Spring keeps to itself of the WebSockets of a container: that a handler of the application
 * has failed. All else the container's module sees.
 */
@AutoService(InstrumentationModule.class)
public final class SpringWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public SpringWebSocketInstrumentationModule() {
    super(
        "spring-websocket",
        "spring-websocket-5.3",
        "org.springframework.web.socket.handler.ExceptionWebSocketHandlerDecorator",
        // since 5.3
        "org.springframework.core.metrics.ApplicationStartup");
  }

  @Override
  public String library() {
    return "Spring WebSocket and Spring Messaging 5.3 to 7.0";
  }

  @Override
  public String covers() {
    return "what a `WebSocketHandler` or a `@MessageMapping` method throws (the messages are those of"
        + " the container's module)";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new ExceptionWebSocketHandlerDecoratorInstrumentation(),
        new AbstractMethodMessageHandlerInstrumentation());
  }
}
