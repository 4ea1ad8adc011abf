/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a way to ask a model with an SDK has to show.
 *
 * @param format of what it sends and reads
 * @param tellsId whether the answer has an id
 * @param streamed whether the answer comes in pieces
 */
record ModelSdkCall(ModelHttpFormat format, boolean tellsId, boolean streamed) {

  private static final long PROMPT = 7;
  private static final long IMAGE = 272;

  /** The answer to a way of asking that the application names so. */
  static ModelSdkCall of(String way) {
    boolean streamed = way.endsWith("-stream");
    String api = way.replaceAll("-(async|stream)", "");
    return switch (api) {
      case "messages", "beta-messages" ->
          new ModelSdkCall(ModelHttpFormat.of("anthropic"), true, streamed);
      case "generate", "chat" -> new ModelSdkCall(ModelHttpFormat.of("gemini"), true, streamed);
      case "embed" -> new ModelSdkCall(ModelHttpFormat.of("gemini-embeddings"), false, false);
      case "responses", "completions" ->
          new ModelSdkCall(ModelHttpFormat.of("openai-" + api), true, streamed);
      case "embeddings" -> new ModelSdkCall(ModelHttpFormat.of("openai-embeddings"), false, false);
      case "moderations" -> new ModelSdkCall(document("moderation", true, null, null), true, false);
      case "images" ->
          new ModelSdkCall(document("generate_content", false, PROMPT, IMAGE), false, false);
      default -> throw new AssertionError("nobody says what has to be seen of " + way);
    };
  }

  /** What OpenAI answers in one piece and is no text. */
  private static ModelHttpFormat document(
      String operation,
      boolean tellsModel,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens) {
    return new ModelHttpFormat(
        operation,
        "openai",
        new ModelHttpFormat.Answer(tellsModel, null, inputTokens, outputTokens, null),
        new ModelHttpFormat.Errors("rate_limit_exceeded", "server_error", null));
  }
}
