/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.resteasy.v4_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** How resources of RESTEasy fail while they stream. */
@AutoService(InstrumentationModule.class)
public final class ResteasyStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public ResteasyStreamInstrumentationModule() {
    super(
        "resteasy-stream",
        "resteasy-stream-4.0",
        "org.jboss.resteasy.core.SynchronousDispatcher",
        // since 4.0
        "org.jboss.resteasy.core.ResteasyContext");
  }

  @Override
  public String library() {
    return "RESTEasy 4.0 to 7.0";
  }

  @Override
  public String covers() {
    return "the application's exception and its deadline once a stream has begun, on any covered"
        + " server";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new SynchronousDispatcherInstrumentation());
  }
}
