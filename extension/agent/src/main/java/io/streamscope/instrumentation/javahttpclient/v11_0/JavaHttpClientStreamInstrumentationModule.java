/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that the application reads with {@code java.net.http.HttpClient}. */
@AutoService(InstrumentationModule.class)
public final class JavaHttpClientStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public JavaHttpClientStreamInstrumentationModule() {
    super("java-http-client-stream", "java-http-client-stream-11");
  }

  @Override
  public String library() {
    return "JDK `HttpClient` 17 to 25";
  }

  @Override
  public String covers() {
    return "SSE and NDJSON read with any body handler, `send` and `sendAsync`, HTTP/1.1 and HTTP/2";
  }

  @Override
  public int order() {
    return OUTSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new HttpClientImplInstrumentation(),
        new HttpRequestImplInstrumentation(),
        new BodySubscriberInstrumentation());
  }
}
