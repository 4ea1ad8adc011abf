/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.langchain4j.v1_0;

import io.streamscope.vector.VectorRequest;
import java.util.Locale;

/** What LangChain4j's class names say about the product behind them. */
final class LangChain4jNames {

  private static final String STORE = "EmbeddingStore";
  private static final String MODEL_PACKAGE = "dev.langchain4j.model.";

  /** {@code db.system.name}, {@link VectorRequest#OTHER} for stores of unknown make. */
  static String system(Class<?> store) {
    String name = store.getSimpleName();
    if (!store.getName().startsWith("dev.langchain4j.") || !name.endsWith(STORE)) {
      return VectorRequest.OTHER;
    }
    String product = name.substring(0, name.length() - STORE.length()).toLowerCase(Locale.ROOT);
    return switch (product) {
      case "inmemory" -> "in_memory";
      case "pgvector" -> "postgresql";
      case "mongodbatlas" -> "mongodb";
      case "listening", "" -> VectorRequest.OTHER;
      default -> product;
    };
  }

  /** {@code gen_ai.provider.name}. */
  static String provider(Class<?> model) {
    String name = model.getName();
    if (!name.startsWith(MODEL_PACKAGE)) {
      return "_OTHER";
    }
    int end = name.indexOf('.', MODEL_PACKAGE.length());
    String provider = end < 0 ? "" : name.substring(MODEL_PACKAGE.length(), end);
    return switch (provider) {
      case "openai", "openaiofficial" -> "openai";
      case "azure" -> "azure.ai.openai";
      case "mistralai" -> "mistral_ai";
      case "vertexai" -> "gcp.vertex_ai";
      case "googleai" -> "gcp.gemini";
      case "bedrock" -> "aws.bedrock";
      case "embedding", "" -> "_OTHER";
      default -> provider;
    };
  }

  private LangChain4jNames() {}
}
