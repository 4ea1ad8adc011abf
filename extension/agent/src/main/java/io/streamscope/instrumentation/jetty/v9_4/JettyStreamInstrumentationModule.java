/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v9_4;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams written to Jetty before 12, by whatever runs on it. */
@AutoService(InstrumentationModule.class)
public final class JettyStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public JettyStreamInstrumentationModule() {
    super(
        "jetty-stream",
        "jetty-stream-9.4",
        // 12 has it in other packages
        "org.eclipse.jetty.server.HttpOutput",
        // 9.3 and the first of 9.4 have no such class
        "org.eclipse.jetty.server.HttpChannel$SendCallback");
  }

  @Override
  public String library() {
    return "Jetty 9.4.20 to 11.0";
  }

  @Override
  public String covers() {
    return "every SSE and NDJSON response: servlets, JAX-RS, Spring MVC and WebFlux on Jetty";
  }

  @Override
  public int order() {
    return INSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new HandlerWrapperInstrumentation(),
        new HttpChannelInstrumentation(),
        new SendCallbackInstrumentation(),
        new HttpChannelStateInstrumentation());
  }
}
