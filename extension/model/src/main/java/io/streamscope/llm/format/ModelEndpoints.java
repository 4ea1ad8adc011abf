/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.format.ModelApi.ANTHROPIC_MESSAGES;
import static io.streamscope.llm.format.ModelApi.COHERE_CHAT;
import static io.streamscope.llm.format.ModelApi.COHERE_EMBEDDINGS;
import static io.streamscope.llm.format.ModelApi.COHERE_RERANK;
import static io.streamscope.llm.format.ModelApi.DASHSCOPE_EMBEDDINGS;
import static io.streamscope.llm.format.ModelApi.DASHSCOPE_GENERATION;
import static io.streamscope.llm.format.ModelApi.GEMINI_EMBEDDINGS;
import static io.streamscope.llm.format.ModelApi.GEMINI_GENERATE;
import static io.streamscope.llm.format.ModelApi.OLLAMA_CHAT;
import static io.streamscope.llm.format.ModelApi.OLLAMA_EMBEDDINGS;
import static io.streamscope.llm.format.ModelApi.OLLAMA_GENERATE;
import static io.streamscope.llm.format.ModelApi.OPENAI_CHAT;
import static io.streamscope.llm.format.ModelApi.OPENAI_COMPLETIONS;
import static io.streamscope.llm.format.ModelApi.OPENAI_EMBEDDINGS;
import static io.streamscope.llm.format.ModelApi.OPENAI_IMAGES;
import static io.streamscope.llm.format.ModelApi.OPENAI_MODERATIONS;
import static io.streamscope.llm.format.ModelApi.OPENAI_RESPONSES;
import static io.streamscope.llm.format.ModelApi.OPENAI_RETRIEVED;
import static io.streamscope.llm.format.ModelApi.OPENAI_SPEECH;
import static io.streamscope.llm.format.ModelApi.OPENAI_TRANSCRIPTIONS;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which requests over HTTP go to models, by method, host and path. The last word of the path
 * decides for nearly every other request that it is none, without allocation. Thread-safe.
 *
 * <p>Source: the API references of the providers; of OpenAI's paths any beginning counts, as others
 * serve them under one of their own.
 */
public final class ModelEndpoints {

  private static final String RESPONSES = "/responses";
  private static final String RESPONSE_ID = "/resp_";

  private static final ModelEndings ENDINGS =
      new ModelEndings(
          "completions",
          "chatcompletion_v2",
          "responses",
          "embeddings",
          "multimodal",
          "moderations",
          "generations",
          "edits",
          "variations",
          "speech",
          "transcriptions",
          "translations",
          "messages",
          "chat",
          "generate",
          "embed",
          "rerank",
          "generation",
          "completion",
          "text-embedding",
          "multimodal-embedding",
          "generateContent",
          "streamGenerateContent",
          "embedContent",
          "batchEmbedContents",
          "predict",
          "rawPredict",
          "streamRawPredict",
          "converse",
          "converse-stream",
          "invoke",
          "invoke-with-response-stream");

  private ModelEndpoints() {}

  /**
   * What a request goes to.
   *
   * @param host a host name or address, null when unknown
   * @param path its query may be there
   * @return null if it is no model
   */
  public static @Nullable ModelEndpoint of(String method, @Nullable String host, String path) {
    int query = path.indexOf('?');
    int end = query < 0 ? path.length() : query;
    int slash = path.lastIndexOf('/', end - 1);
    if (method.equals("POST")) {
      int colon = path.lastIndexOf(':', end - 1);
      return ENDINGS.contains(path, Math.max(slash, colon) + 1, end)
          ? asked(ModelPath.of(host, path, end))
          : null;
    }
    return method.equals("GET") && path.startsWith(RESPONSES, slash - RESPONSES.length())
        ? fetched(ModelPath.of(host, path, end))
        : null;
  }

  /**
   * The same with endpoints that somebody has configured.
   *
   * @param list {@code host/path=api} or {@code host/path=api:provider}, separated by commas; in
   *     host and path, {@code *} stands for anything
   * @param problems is told of every entry that is not understood, which is then left out
   */
  public static ConfiguredEndpoints configured(String list, Consumer<String> problems) {
    return ConfiguredEndpoints.of(list, problems);
  }

  private static @Nullable ModelEndpoint fetched(ModelPath path) {
    boolean known = path.isOnModelHost() || path.contains(RESPONSES + RESPONSE_ID);
    return known && !path.endsWith("/")
        ? OPENAI_RETRIEVED.at(path.provider("openai"), false)
        : null;
  }

  private static @Nullable ModelEndpoint asked(ModelPath path) {
    if (path.verb() != null) {
      return google(path, path.verb());
    }
    return switch (path.lastSegment()) {
      case "completions" -> openAi(completions(path), path);
      case "chatcompletion_v2" -> openAi(OPENAI_CHAT, path);
      case "responses" -> openAi(OPENAI_RESPONSES, path);
      case "embeddings" ->
          path.endsWith("/api/embeddings")
              ? ollama(OLLAMA_EMBEDDINGS, path)
              : openAi(OPENAI_EMBEDDINGS, path);
      case "multimodal" ->
          path.endsWith("/embeddings/multimodal") ? openAi(OPENAI_EMBEDDINGS, path) : null;
      case "moderations" -> openAi(OPENAI_MODERATIONS, path);
      case "generations", "edits", "variations" ->
          path.endsWith("/images/" + path.lastSegment()) ? openAi(OPENAI_IMAGES, path) : null;
      case "speech" -> path.endsWith("/audio/speech") ? openAi(OPENAI_SPEECH, path) : null;
      case "transcriptions", "translations" -> transcription(path);
      case "messages" -> path.endsWith("/v1/messages") ? anthropic(path) : null;
      case "chat" -> chat(path);
      case "generate" -> path.endsWith("/api/generate") ? ollama(OLLAMA_GENERATE, path) : null;
      case "embed" ->
          path.endsWith("/api/embed")
              ? ollama(OLLAMA_EMBEDDINGS, path)
              : cohere(COHERE_EMBEDDINGS, path, "/v2/embed", "/v1/embed");
      case "rerank" -> cohere(COHERE_RERANK, path, "/rerank", "/rerank");
      case "converse", "converse-stream", "invoke", "invoke-with-response-stream" ->
          BedrockPath.of(path);
      default -> dashScope(path);
    };
  }

  private static ModelApi completions(ModelPath path) {
    boolean chat = path.endsWith("/chat/completions") || path.endsWith("/agents/completions");
    return chat ? OPENAI_CHAT : OPENAI_COMPLETIONS;
  }

  private static ModelEndpoint openAi(ModelApi api, ModelPath path) {
    boolean azure = path.contains("/openai/deployments/");
    return api.at(
        path.isAzureInference()
            ? "azure.ai.inference"
            : path.provider(azure ? "azure.ai.openai" : speaker(path, api.provider())),
        azure ? path.model() : null,
        null,
        !azure && !path.isOnModelHost());
  }

  /** Who speaks OpenAI's language under a path of its own, which a gateway leaves as it is. */
  private static String speaker(ModelPath path, String otherwise) {
    if (path.contains("/paas/v4/")) {
      return "zhipu";
    }
    if (path.contains("/api/v3/")) {
      return "volcengine";
    }
    return path.contains("/compatible-mode/v1/") ? "dashscope" : otherwise;
  }

  /** The question is not JSON, and the path leaves no doubt. */
  private static @Nullable ModelEndpoint transcription(ModelPath path) {
    if (!path.endsWith("/audio/" + path.lastSegment())) {
      return null;
    }
    ModelEndpoint endpoint = openAi(OPENAI_TRANSCRIPTIONS, path);
    return OPENAI_TRANSCRIPTIONS.at(endpoint.provider(), endpoint.model(), null, false);
  }

  private static ModelEndpoint anthropic(ModelPath path) {
    boolean known = path.isOnModelHost() || path.contains("/anthropic/");
    return ANTHROPIC_MESSAGES.at(path.provider(ANTHROPIC_MESSAGES.provider()), !known);
  }

  private static @Nullable ModelEndpoint chat(ModelPath path) {
    return path.endsWith("/api/chat")
        ? ollama(OLLAMA_CHAT, path)
        : cohere(COHERE_CHAT, path, "/v2/chat", "/v1/chat");
  }

  private static ModelEndpoint ollama(ModelApi api, ModelPath path) {
    return api.at(path.provider(api.provider()), !path.isOnModelHost());
  }

  /**
   * @param suffix the end of its path on any host
   * @param own the end of its path on a host of Cohere
   */
  private static @Nullable ModelEndpoint cohere(
      ModelApi api, ModelPath path, String suffix, String own) {
    String provider = path.provider("");
    boolean known = provider.equals(api.provider());
    if (!path.endsWith(suffix) && !(known && path.endsWith(own))) {
      return null;
    }
    return api.at(provider.isEmpty() ? api.provider() : provider, !path.isOnModelHost());
  }

  private static @Nullable ModelEndpoint dashScope(ModelPath path) {
    if (path.contains("/services/aigc/") || path.contains("/api/v1/apps/")) {
      boolean known = path.isOnModelHost() || path.contains("/services/aigc/");
      return DASHSCOPE_GENERATION.at(path.provider(DASHSCOPE_GENERATION.provider()), !known);
    }
    return path.contains("/services/embeddings/")
        ? DASHSCOPE_EMBEDDINGS.at(path.provider(DASHSCOPE_EMBEDDINGS.provider()), false)
        : null;
  }

  private static @Nullable ModelEndpoint google(ModelPath path, String verb) {
    String model = path.model();
    boolean vertex = path.contains("/projects/");
    String provider = path.provider(vertex ? "gcp.vertex_ai" : "gcp.gemini");
    return switch (verb) {
      case "generateContent", "streamGenerateContent" ->
          GEMINI_GENERATE.at(provider, model, path.streamed(), false);
      case "embedContent", "batchEmbedContents" ->
          GEMINI_EMBEDDINGS.at(provider, model, false, false);
      case "predict" ->
          model != null && model.contains("embedding")
              ? GEMINI_EMBEDDINGS.at(provider, model, false, false)
              : null;
      case "rawPredict", "streamRawPredict" -> {
        ModelApi api =
            path.contains("/publishers/anthropic/")
                ? ANTHROPIC_MESSAGES
                : path.contains("/publishers/mistralai/") ? OPENAI_CHAT : null;
        yield api == null ? null : api.at(provider, model, path.streamed(), false);
      }
      default -> null;
    };
  }
}
