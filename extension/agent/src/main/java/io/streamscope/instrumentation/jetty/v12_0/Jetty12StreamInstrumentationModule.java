/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v12_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams written to Jetty 12, by servlets of any edition or by its own handlers. */
@AutoService(InstrumentationModule.class)
public final class Jetty12StreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public Jetty12StreamInstrumentationModule() {
    super(
        "jetty-stream", "jetty-stream-12.0", "org.eclipse.jetty.server.internal.HttpChannelState");
  }

  @Override
  public String library() {
    return "Jetty 12.0 and 12.1";
  }

  @Override
  public String covers() {
    return "every SSE and NDJSON response: handlers, servlets, JAX-RS, Spring on Jetty";
  }

  @Override
  public int order() {
    return INSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new ServerInstrumentation(),
        new ChannelResponseInstrumentation(),
        new ChannelCallbackInstrumentation(),
        new ServletChannelStateInstrumentation());
  }
}
