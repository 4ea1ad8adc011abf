/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that Spring MVC writes through {@code ResponseBodyEmitter} and {@code SseEmitter}. */
@AutoService(InstrumentationModule.class)
public final class SpringWebMvcStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public SpringWebMvcStreamInstrumentationModule() {
    super(
        "spring-webmvc-stream",
        "spring-webmvc-stream-5.3",
        "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
        // 5.0; earlier emitters do not tell that the container saw an error
        "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter$ErrorCallback");
  }

  @Override
  public String library() {
    return "Spring MVC 5.3 to 7.0";
  }

  @Override
  public String covers() {
    return "`ResponseBodyEmitter`, `SseEmitter`: SSE, NDJSON and other chunked responses";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new ResponseBodyEmitterInstrumentation(),
        new EmitterCallbackInstrumentation(),
        new ServletServerHttpResponseInstrumentation());
  }
}
