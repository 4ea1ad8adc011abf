/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v5_0;

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
        "apache-httpclient-stream-5.0",
        "org.apache.hc.client5.http.classic.HttpClient");
  }

  @Override
  public String library() {
    return "Apache HttpClient 5.0 to 5.6";
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
