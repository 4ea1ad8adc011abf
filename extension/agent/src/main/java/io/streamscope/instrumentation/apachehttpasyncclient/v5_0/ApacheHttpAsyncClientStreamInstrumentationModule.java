/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that the application reads with the asynchronous client. */
@AutoService(InstrumentationModule.class)
public final class ApacheHttpAsyncClientStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public ApacheHttpAsyncClientStreamInstrumentationModule() {
    super(
        "apache-httpasyncclient-stream",
        "apache-httpasyncclient-stream-5.0",
        "org.apache.hc.client5.http.async.HttpAsyncClient");
  }

  @Override
  public String library() {
    return "Apache HttpClient 5.0 to 5.6, asynchronous";
  }

  @Override
  public String covers() {
    return "SSE and NDJSON read by any response consumer, HTTP/1.1 and HTTP/2";
  }

  @Override
  public int order() {
    return OUTSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new CloseableHttpAsyncClientInstrumentation(), new RequestProducerInstrumentation());
  }
}
