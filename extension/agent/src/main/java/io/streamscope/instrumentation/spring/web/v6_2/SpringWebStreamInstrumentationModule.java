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
    return "which streams `setReadTimeout` ended, of those that `RestClient` and `RestTemplate` read"
        + " with the JDK's `HttpClient`";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new TimeoutHandlerInstrumentation());
  }
}
