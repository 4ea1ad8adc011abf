/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.smoke.contract.ModelHttpFormat.Answer;
import io.streamscope.smoke.contract.ModelHttpFormat.Errors;

/**
 * What is to be seen of the SDKs of providers that speak a language of their own, or one's own way.
 */
final class ModelSdkDialects {

  private static final String VOLCENGINE = "volcengine";
  private static final String ZHIPU = "zhipu";
  private static final Errors OPENAI_ERRORS = ModelHttpFormat.of("openai-chat").errors();
  private static final Errors DASHSCOPE_ERRORS = ModelHttpFormat.of("dashscope").errors();
  private static final Errors ZHIPU_ERRORS = new Errors("1302", "500", "500");

  private ModelSdkDialects() {}

  /** The answer to what the application calls so. */
  static ModelSdkCall call(String api, boolean streamed) {
    return switch (api) {
      case "generation" -> new ModelSdkCall(ModelHttpFormat.of("dashscope"), true, streamed);
      case "text-embedding" ->
          new ModelSdkCall(vectors("dashscope", false, DASHSCOPE_ERRORS), true, false);
      case "ollama-chat" -> new ModelSdkCall(ModelHttpFormat.of("ollama"), false, streamed);
      case "ollama-generate" -> new ModelSdkCall(completion("ollama"), false, streamed);
      case "ollama-embed" -> new ModelSdkCall(ModelHttpFormat.of("ollama-embed"), false, false);
      case "ark-chat" -> new ModelSdkCall(chat(VOLCENGINE, OPENAI_ERRORS), true, streamed);
      case "ark-embeddings" ->
          new ModelSdkCall(vectors(VOLCENGINE, true, OPENAI_ERRORS), false, false);
      case "zhipu-chat" -> new ModelSdkCall(chat(ZHIPU, ZHIPU_ERRORS), true, streamed);
      case "zhipu-embeddings" -> new ModelSdkCall(vectors(ZHIPU, true, ZHIPU_ERRORS), false, false);
      default -> throw new AssertionError("nobody says what has to be seen of " + api);
    };
  }

  private static ModelHttpFormat chat(String provider, Errors errors) {
    return new ModelHttpFormat("chat", provider, Answer.named("stop"), errors);
  }

  private static ModelHttpFormat vectors(String provider, boolean tellsModel, Errors errors) {
    return new ModelHttpFormat("embeddings", provider, Answer.vectors(tellsModel), errors);
  }

  /** Asked and answered as chats are. */
  private static ModelHttpFormat completion(String provider) {
    ModelHttpFormat chat = ModelHttpFormat.of(provider);
    return new ModelHttpFormat("text_completion", provider, chat.answer(), chat.errors());
  }
}
