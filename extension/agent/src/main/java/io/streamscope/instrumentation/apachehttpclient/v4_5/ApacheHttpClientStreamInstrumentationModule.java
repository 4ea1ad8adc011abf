/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v4_5;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that the application reads with the blocking client. */
@AutoService(InstrumentationModule.class)
public final class ApacheHttpClientStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public ApacheHttpClientStreamInstrumentationModule() {
    super(
        "apache-httpclient-stream",
        "apache-httpclient-stream-4.5",
        "org.apache.http.client.HttpClient",
        "org.apache.http.impl.execchain.HttpResponseProxy");
  }

  @Override
  public String library() {
    return "Apache HttpClient 4.5";
  }

  @Override
  public String covers() {
    return "SSE and NDJSON read from the entity of a response, with or without a response handler";
  }

  @Override
  public int order() {
    return OUTSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new CloseableHttpClientInstrumentation(),
        new ExecutingClientInstrumentation(),
        new HttpConnectionInstrumentation(),
        new ClosedResponseInstrumentation());
  }
}
