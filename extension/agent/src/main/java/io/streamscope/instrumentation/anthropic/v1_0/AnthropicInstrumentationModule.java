/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.anthropic.v1_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.RetryingClientInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/**
 * Calls that the application makes with anthropic-java. What is asked and answered is read where it
 * passes as HTTP; the SDK knows which requests are one call.
 */
@AutoService(InstrumentationModule.class)
public final class AnthropicInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public AnthropicInstrumentationModule() {
    super(
        "anthropic-stream",
        "anthropic-stream-1.0",
        "com.anthropic.core.http.HttpClient",
        "com.anthropic.core.http.HttpResponseFor");
  }

  @Override
  public String library() {
    return "anthropic-java 1.0 to 3.14";
  }

  @Override
  public String covers() {
    return "Messages and their beta, blocking and streamed, synchronous and asynchronous, as one span"
        + " each; the SDK's own spans step aside";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new RetryingClientInstrumentation("com.anthropic.core"),
        new OpenTelemetryTracesInstrumentation());
  }
}
