/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcat.v9_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams written to Tomcat, by whatever runs on it. */
@AutoService(InstrumentationModule.class)
public final class TomcatStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public TomcatStreamInstrumentationModule() {
    super(
        "tomcat-stream",
        "tomcat-stream-9.0",
        "org.apache.catalina.connector.OutputBuffer",
        // since 9.0
        "org.apache.catalina.core.ApplicationMapping$MappingImpl");
  }

  @Override
  public String library() {
    return "Tomcat 9.0 to 11.0";
  }

  @Override
  public String covers() {
    return "every SSE and NDJSON response: servlets, JAX-RS, Spring MVC and WebFlux on Tomcat";
  }

  @Override
  public int order() {
    return INSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new CoyoteAdapterInstrumentation(),
        new OutputBufferInstrumentation(),
        new AsyncContextInstrumentation());
  }
}
