/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.langchain4j.v1_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** LangChain4j's retrievers, embedding stores and embedding models. */
@AutoService(InstrumentationModule.class)
public final class LangChain4jInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public LangChain4jInstrumentationModule() {
    super(
        "langchain4j-retrieval",
        "langchain4j-retrieval-1.0",
        "dev.langchain4j.store.embedding.EmbeddingStore");
  }

  @Override
  public String library() {
    return "LangChain4j 1.0 to 1.20";
  }

  @Override
  public String covers() {
    return "`ContentRetriever.retrieve`, `EmbeddingStore.search`, `EmbeddingModel`";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new ContentRetrieverInstrumentation(),
        new EmbeddingStoreInstrumentation(),
        new EmbeddingModelInstrumentation());
  }
}
