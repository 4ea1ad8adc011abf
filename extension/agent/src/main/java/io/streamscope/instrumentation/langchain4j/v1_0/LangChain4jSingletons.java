/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.langchain4j.v1_0;

import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.vector.VectorTelemetry;

/** Wiring of the module. */
final class LangChain4jSingletons {

  private static final String MODULE = "langchain4j-retrieval-1.0";
  private static final GenAiTelemetry models = GenAiTelemetry.create(MODULE);
  private static final VectorTelemetry lookups = VectorTelemetry.create(MODULE);

  static GenAiTelemetry models() {
    return models;
  }

  static VectorTelemetry lookups() {
    return lookups;
  }

  private LangChain4jSingletons() {}
}
