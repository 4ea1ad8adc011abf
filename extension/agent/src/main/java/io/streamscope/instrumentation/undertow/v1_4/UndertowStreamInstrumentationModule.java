/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertow.v1_4;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams written to Undertow, by servlets or by its own handlers. */
@AutoService(InstrumentationModule.class)
public final class UndertowStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public UndertowStreamInstrumentationModule() {
    super("undertow-stream", "undertow-stream-1.4", "io.undertow.server.HttpServerExchange");
  }

  @Override
  public String library() {
    return "Undertow 1.4 to 2.3";
  }

  @Override
  public String covers() {
    return "every SSE and NDJSON response: handlers, servlets, JAX-RS, Spring on Undertow";
  }

  @Override
  public int order() {
    return INSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new HttpHandlerInstrumentation(),
        new HttpServerExchangeInstrumentation(),
        new StreamSinkChannelInstrumentation(),
        new ServletDispatchingHandlerInstrumentation(),
        new AsyncContextInstrumentation());
  }
}
