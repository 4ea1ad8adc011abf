/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.cxf.v3_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** How resources of CXF fail while they stream. */
@AutoService(InstrumentationModule.class)
public final class CxfStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public CxfStreamInstrumentationModule() {
    super(
        "cxf-stream",
        "cxf-stream-3.0",
        "org.apache.cxf.jaxrs.utils.JAXRSUtils",
        // since 3.0
        "org.apache.cxf.jaxrs.provider.ServerProviderFactory");
  }

  @Override
  public String library() {
    return "CXF 3.0 to 4.2";
  }

  @Override
  public String covers() {
    return "the application's exception once a stream of JAX-RS has begun, on any covered server";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new JAXRSUtilsInstrumentation());
  }
}
