/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webflux.v5_3;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that an application publishes with Spring WebFlux or asks for with {@code WebClient}. */
@AutoService(InstrumentationModule.class)
public final class SpringWebFluxStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public SpringWebFluxStreamInstrumentationModule() {
    super(
        "spring-webflux-stream",
        "spring-webflux-stream-5.3",
        "org.springframework.web.reactive.DispatcherHandler",
        // 5.2 has no such class
        "org.springframework.http.codec.multipart.DefaultPartHttpMessageReader");
  }

  @Override
  public String library() {
    return "Spring WebFlux 5.3 to 7.0";
  }

  @Override
  public String covers() {
    return "SSE and NDJSON from any `Publisher`, annotated and functional, on any server;"
        + " `WebClient`";
  }

  @Override
  public int order() {
    return OUTSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new AbstractServerHttpResponseInstrumentation(),
        new WriteBarrierInstrumentation(),
        new WriteCompletionBarrierInstrumentation(),
        new DefaultWebClientInstrumentation());
  }
}
