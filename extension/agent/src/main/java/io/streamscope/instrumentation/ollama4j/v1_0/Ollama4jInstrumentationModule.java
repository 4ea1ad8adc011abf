/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.ollama4j.v1_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/**
 * Questions that the application asks with ollama4j on a thread of the SDK's. All else is read
 * where it passes as HTTP.
 */
@AutoService(InstrumentationModule.class)
public final class Ollama4jInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public Ollama4jInstrumentationModule() {
    super(
        "ollama4j-stream",
        "ollama4j-stream-1.0",
        "io.github.ollama4j.models.response.OllamaAsyncResultStreamer");
  }

  @Override
  public String library() {
    return "ollama4j 1.0 to 1.1";
  }

  @Override
  public String covers() {
    return "`generateAsync` in the trace of its caller; the rest is read as HTTP";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new OllamaAsyncResultStreamerInstrumentation());
  }
}
