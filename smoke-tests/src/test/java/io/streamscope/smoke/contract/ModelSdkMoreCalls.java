/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import org.jspecify.annotations.Nullable;

/** What the ways to ask with the SDKs of Azure, Cohere and iFlytek have to show. */
final class ModelSdkMoreCalls {

  private static final long PROMPT = 7;
  private static final long CHUNKS = 13;
  private static final long TOOL_CHUNKS = 5;
  private static final String EMBEDDINGS = "embeddings";
  private static final ModelSdkSpans AZURE_METHOD = ModelSdkSpans.ofTheMethod("azure-core");
  private static final ModelSdkSpans AZURE_CALL = ModelSdkSpans.ofTheCall("azure-ai-inference");
  private static final ModelHttpFormat.Errors STATUS_ONLY =
      new ModelHttpFormat.Errors("429", "500", null);

  private ModelSdkMoreCalls() {}

  /** The answer to a way of asking that the application names so, but for async and stream. */
  static ModelSdkCall of(String api, boolean streamed) {
    return switch (api) {
      case "azure-chat" -> azure(chat(CHUNKS), streamed, CHUNKS);
      case "azure-chat-uncounted" -> azure(chat(null), streamed, CHUNKS);
      case "azure-tool" -> azure(answer(true, "tool_calls", TOOL_CHUNKS), streamed, TOOL_CHUNKS);
      case "azure-embeddings" ->
          new ModelSdkCall(
              format(EMBEDDINGS, "azure.ai.openai", ModelHttpFormat.Answer.vectors(true)),
              false,
              false,
              0,
              AZURE_METHOD);
      case "inference-chat" -> inference(streamed, AZURE_METHOD);
      case "inference-traced-chat" -> inference(streamed, AZURE_CALL);
      case "inference-embeddings" ->
          new ModelSdkCall(
              format(EMBEDDINGS, "azure.ai.inference", ModelHttpFormat.Answer.vectors(true)),
              false,
              false,
              0,
              AZURE_METHOD);
      case "cohere-chat" -> new ModelSdkCall(ModelHttpFormat.of("cohere"), true, streamed);
      case "cohere-tool" ->
          new ModelSdkCall(
              format("chat", "cohere", answer(false, "TOOL_CALL", TOOL_CHUNKS)),
              true,
              streamed,
              TOOL_CHUNKS,
              ModelSdkSpans.NONE);
      case "cohere-embed" -> new ModelSdkCall(ModelHttpFormat.of("cohere-embed"), true, false);
      case "cohere-rerank" ->
          new ModelSdkCall(
              format("rerank", "cohere", ModelHttpFormat.Answer.UNCOUNTED), true, false);
      case "spark" ->
          new ModelSdkCall(
              new ModelHttpFormat(
                  "chat",
                  "openai", // the host says nothing
                  chat(streamed ? null : CHUNKS),
                  ModelHttpFormat.of("openai-chat").errors()),
              true,
              streamed);
      default -> ModelSdkDialects.call(api, streamed);
    };
  }

  private static ModelSdkCall azure(ModelHttpFormat.Answer answer, boolean streamed, long chunks) {
    ModelHttpFormat format = format("chat", "azure.ai.openai", answer);
    return new ModelSdkCall(format, true, streamed, chunks, AZURE_METHOD);
  }

  /** Usage of a stream is told on request only, and this SDK does not ask. */
  private static ModelSdkCall inference(boolean streamed, ModelSdkSpans spans) {
    ModelHttpFormat format = format("chat", "azure.ai.inference", chat(streamed ? null : CHUNKS));
    return new ModelSdkCall(format, true, streamed, CHUNKS, spans);
  }

  /**
   * @param outputTokens null if nothing is counted
   */
  private static ModelHttpFormat.Answer chat(@Nullable Long outputTokens) {
    return answer(true, "stop", outputTokens);
  }

  private static ModelHttpFormat.Answer answer(
      boolean tellsModel, String finishReason, @Nullable Long outputTokens) {
    return new ModelHttpFormat.Answer(
        tellsModel, finishReason, outputTokens == null ? null : PROMPT, outputTokens, "sse");
  }

  private static ModelHttpFormat format(
      String operation, String provider, ModelHttpFormat.Answer answer) {
    return new ModelHttpFormat(operation, provider, answer, STATUS_ONLY);
  }
}
