/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.web.v6_2;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** The deadline that Spring puts on what it reads with the JDK's client. */
@AutoService(InstrumentationModule.class)
public final class SpringWebStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public SpringWebStreamInstrumentationModule() {
    super(
        "spring-web-stream",
        "spring-web-stream-6.2",
        "org.springframework.http.client.JdkClientHttpRequestFactory",
        // in 6.1 a body has no deadline
        TimeoutHandlerInstrumentation.TYPE);
  }

  @Override
  public String library() {
    return "Spring Web 6.2 to 7.0";
  }

  @Override
  public String covers() {
    return "that a stream which `RestClient` or `RestTemplate` reads with the JDK's `HttpClient` was"
        + " ended by `setReadTimeout`";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new TimeoutHandlerInstrumentation());
  }
}
