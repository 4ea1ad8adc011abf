/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornetty.v1_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that Reactor Netty's server writes and its client reads, by whatever runs on it. */
@AutoService(InstrumentationModule.class)
public final class ReactorNettyStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public ReactorNettyStreamInstrumentationModule() {
    super(
        "reactor-netty-stream",
        "reactor-netty-stream-1.0",
        "reactor.netty.http.server.HttpServerOperations",
        // 0.9 has no such class
        "reactor.netty.http.server.HttpServerConfig");
  }

  @Override
  public String library() {
    return "Reactor Netty 1.0 to 1.3";
  }

  @Override
  public String covers() {
    return "SSE and NDJSON that its server writes and its client reads: `HttpClient`, Spring"
        + " `WebClient`, WebFlux on Netty, gateways";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new HttpServerOperationsInstrumentation(),
        new ServerHandlerInstrumentation(),
        new ChannelOperationsHandlerInstrumentation(),
        new ChannelOperationsInstrumentation(),
        new HttpClientConnectInstrumentation(),
        new ClientEncoderInstrumentation(),
        new HttpClientOperationsInstrumentation());
  }
}
