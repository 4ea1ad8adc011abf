/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.azurecore.v1_36;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/**
 * Calls that the application makes with an SDK of Azure's. What is asked and answered is read where
 * it passes as HTTP; the pipeline knows which requests are one call.
 */
@AutoService(InstrumentationModule.class)
public final class AzureCoreStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public AzureCoreStreamInstrumentationModule() {
    super(
        "azure-core-stream",
        "azure-core-stream-1.36",
        "com.azure.core.http.HttpPipeline",
        "com.azure.core.util.tracing.TracerProvider");
  }

  @Override
  public String library() {
    return "azure-core 1.36 to 1.55";
  }

  @Override
  public String covers() {
    return "Which requests are one call of a model: azure-ai-openai, azure-ai-inference, whose own spans"
        + " are enriched";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new HttpPipelineInstrumentation());
  }
}
