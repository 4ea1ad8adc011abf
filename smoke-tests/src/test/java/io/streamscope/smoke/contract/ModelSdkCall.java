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
 * @param chunks how many pieces, if it does
 * @param sdk the spans that the SDK makes by itself
 */
record ModelSdkCall(
    ModelHttpFormat format, boolean tellsId, boolean streamed, long chunks, ModelSdkSpans sdk) {

  private static final long PROMPT = 7;
  private static final long IMAGE = 272;
  private static final long CHUNKS = 13;

  /** How many pieces the arguments of a tool have: each is a token. */
  private static final long ARGUMENTS = 5;

  /** What the question of twenty megabytes costs. */
  private static final long BIG_PROMPT = 5_000_007;

  ModelSdkCall(ModelHttpFormat format, boolean tellsId, boolean streamed) {
    this(format, tellsId, streamed, CHUNKS, ModelSdkSpans.NONE);
  }

  /** The answer in a scenario of the application. */
  static ModelSdkCall of(String scenario) {
    String way = ModelSdkContractRun.way(scenario);
    ModelSdkCall call = ofWay(way);
    if (way.contains("-tools")) {
      call = call.withTool();
    }
    return ModelSdkContractRun.fault(scenario).equals("big-request")
        ? call.with(call.format.answer().withInput(BIG_PROMPT))
        : call;
  }

  private static ModelSdkCall ofWay(String way) {
    boolean streamed = way.endsWith("-stream");
    String api = way.replaceAll("-(async|callback|stream|tools|proxied|mocked)", "");
    return switch (api) {
      case "messages", "beta-messages" ->
          new ModelSdkCall(ModelHttpFormat.of("anthropic"), true, streamed);
      case "generate", "chat" -> new ModelSdkCall(ModelHttpFormat.of("gemini"), true, streamed);
      case "embed" -> new ModelSdkCall(ModelHttpFormat.of("gemini-embeddings"), false, false);
      case "chat-completions" ->
          new ModelSdkCall(ModelHttpFormat.of("openai-chat"), true, streamed);
      case "responses", "completions" ->
          new ModelSdkCall(ModelHttpFormat.of("openai-" + api), true, streamed);
      case "embeddings" -> new ModelSdkCall(ModelHttpFormat.of("openai-embeddings"), false, false);
      case "moderations" -> new ModelSdkCall(document("moderation", true, null, null), true, false);
      case "images" ->
          new ModelSdkCall(document("generate_content", false, PROMPT, IMAGE), false, false);
      default -> ModelSdkMoreCalls.of(api, streamed);
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

  /** The model wants a tool to be called. Google's are in one piece, and no reason to finish. */
  private ModelSdkCall withTool() {
    return switch (format.provider()) {
      case "anthropic" -> with(format.answer().withFinish("tool_use", ARGUMENTS));
      case "openai" -> with(format.answer().withFinish("tool_calls", ARGUMENTS));
      default -> with(format.answer().withFinish("STOP", 1));
    };
  }

  /** How many chunks its stream has: one a token; a chat of OpenAI's names the tool in one more. */
  long chunks(String scenario) {
    Long tokens = format.answer().outputTokens();
    if (tokens == null || chunks != CHUNKS) {
      return chunks;
    }
    return scenario.startsWith("chat-completions-tools") ? tokens + 1 : tokens;
  }

  private ModelSdkCall with(ModelHttpFormat.Answer answer) {
    ModelHttpFormat changed =
        new ModelHttpFormat(format.operation(), format.provider(), answer, format.errors());
    return new ModelSdkCall(changed, tellsId, streamed, chunks, sdk);
  }
}
