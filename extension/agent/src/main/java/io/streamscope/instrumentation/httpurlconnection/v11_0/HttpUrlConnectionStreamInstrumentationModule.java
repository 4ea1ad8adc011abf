/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.httpurlconnection.v11_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that the application reads with {@code java.net.HttpURLConnection}. */
@AutoService(InstrumentationModule.class)
public final class HttpUrlConnectionStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public HttpUrlConnectionStreamInstrumentationModule() {
    super("http-url-connection-stream", "http-url-connection-stream-11");
  }

  @Override
  public String library() {
    return "JDK `HttpURLConnection` 17 to 25";
  }

  @Override
  public String covers() {
    return "SSE and NDJSON read from the input or the error stream, HTTP and HTTPS";
  }

  @Override
  public int order() {
    return OUTSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new HttpUrlConnectionInstrumentation(), new HttpInputStreamInstrumentation());
  }
}
