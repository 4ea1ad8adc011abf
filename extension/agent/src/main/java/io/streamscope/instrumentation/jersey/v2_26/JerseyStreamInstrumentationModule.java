/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jersey.v2_26;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** How resources of Jersey fail while they stream. */
@AutoService(InstrumentationModule.class)
public final class JerseyStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public JerseyStreamInstrumentationModule() {
    super("jersey-stream", "jersey-stream-2.26", "org.glassfish.jersey.server.ServerRuntime");
  }

  @Override
  public String library() {
    return "Jersey 2.26 to 4.0";
  }

  @Override
  public String covers() {
    return "the application's exception once a stream has begun, on any covered server";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new ResponderInstrumentation(), new MessageBodyFactoryInstrumentation());
  }
}
