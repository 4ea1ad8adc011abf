/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.WireFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The APIs of models that we can read, by the name that a configuration has for them. */
enum ModelApi {
  OPENAI_CHAT("openai.chat", GenAiOperation.CHAT, OpenAiChatFormat::new),
  OPENAI_RESPONSES("openai.responses", GenAiOperation.CHAT, OpenAiResponsesFormat::new),
  OPENAI_RETRIEVED(
      "openai.retrieved", GenAiOperation.FETCH_RESPONSE, OpenAiRetrievedResponseFormat::new),
  OPENAI_COMPLETIONS(
      "openai.completions", GenAiOperation.TEXT_COMPLETION, OpenAiCompletionFormat::new),
  OPENAI_EMBEDDINGS("openai.embeddings", GenAiOperation.EMBEDDINGS, OpenAiEmbeddingFormat::new),
  OPENAI_IMAGES("openai.images", GenAiOperation.GENERATE_CONTENT, OpenAiImageFormat::new),
  OPENAI_SPEECH("openai.speech", GenAiOperation.TEXT_TO_SPEECH, OpenAiSpeechFormat::new),
  OPENAI_TRANSCRIPTIONS(
      "openai.transcriptions", GenAiOperation.SPEECH_TO_TEXT, OpenAiTranscriptionFormat::new),
  OPENAI_MODERATIONS("openai.moderations", GenAiOperation.MODERATION, OpenAiModerationFormat::new),
  ANTHROPIC_MESSAGES("anthropic.messages", GenAiOperation.CHAT, AnthropicMessagesFormat::new),
  GEMINI_GENERATE("gemini.generate", GenAiOperation.GENERATE_CONTENT, GeminiFormat::new),
  GEMINI_EMBEDDINGS("gemini.embeddings", GenAiOperation.EMBEDDINGS, GeminiEmbeddingFormat::new),
  OLLAMA_CHAT("ollama.chat", GenAiOperation.CHAT, OllamaFormat::new),
  OLLAMA_GENERATE("ollama.generate", GenAiOperation.TEXT_COMPLETION, OllamaFormat::new),
  OLLAMA_EMBEDDINGS("ollama.embeddings", GenAiOperation.EMBEDDINGS, OllamaEmbeddingFormat::new),
  COHERE_CHAT("cohere.chat", GenAiOperation.CHAT, CohereChatFormat::new),
  COHERE_EMBEDDINGS("cohere.embeddings", GenAiOperation.EMBEDDINGS, CohereEmbeddingFormat::new),
  COHERE_RERANK("cohere.rerank", GenAiOperation.RERANK, CohereRerankFormat::new),
  DASHSCOPE_GENERATION("dashscope.generation", GenAiOperation.CHAT, DashScopeFormat::new),
  DASHSCOPE_EMBEDDINGS(
      "dashscope.embeddings", GenAiOperation.EMBEDDINGS, DashScopeEmbeddingFormat::new);

  private final String configured;
  private final GenAiOperation operation;
  private final Supplier<WireFormat> format;
  private final String provider;

  ModelApi(String configured, GenAiOperation operation, Supplier<WireFormat> format) {
    this.configured = configured;
    this.operation = operation;
    this.format = format;
    String owner = configured.substring(0, configured.indexOf('.'));
    this.provider = owner.equals("gemini") ? "gcp.gemini" : owner;
  }

  /** The one that is configured by a name, null if there is none. */
  static @Nullable ModelApi named(String name) {
    for (ModelApi api : values()) {
      if (api.configured.equals(name)) {
        return api;
      }
    }
    return null;
  }

  /** Whose API it is where the host does not tell. */
  String provider() {
    return provider;
  }

  /** An endpoint that has it and whose path tells nothing else. */
  ModelEndpoint at(String provider, boolean needsQuestion) {
    return at(provider, null, null, needsQuestion);
  }

  /** An endpoint that has it. */
  ModelEndpoint at(
      String whose, @Nullable String model, @Nullable Boolean streamed, boolean needsQuestion) {
    return new ModelEndpoint(operation, format, whose, model, streamed, needsQuestion);
  }
}
