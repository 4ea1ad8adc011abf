/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpserver.v11_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams written to the server that every JDK has. */
@AutoService(InstrumentationModule.class)
public final class JavaHttpServerStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public JavaHttpServerStreamInstrumentationModule() {
    super("java-http-server-stream", "java-http-server-stream-11");
  }

  @Override
  public String library() {
    return "JDK `HttpServer` 17 to 25";
  }

  @Override
  public String covers() {
    return "every SSE and NDJSON response of a handler or a filter, HTTP and HTTPS";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new FilterChainInstrumentation(),
        new HttpExchangeImplInstrumentation(),
        new PlaceholderOutputStreamInstrumentation());
  }
}
