/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call in a format has to show.
 *
 * @param operation {@code gen_ai.operation.name}
 * @param provider {@code gen_ai.provider.name} of a host that says nothing
 * @param answer what an answer tells
 * @param errors what is told when there is none
 */
record ModelHttpFormat(String operation, String provider, Answer answer, Errors errors) {

  /** The format that is no question to a model. */
  static final String PLAIN = "plain";

  private static final String CHAT = "chat";
  private static final String EMBEDDINGS = "embeddings";
  private static final Errors OPENAI_ERRORS =
      new Errors("rate_limit_exceeded", "server_error", "server_error");
  private static final Errors ANTHROPIC_ERRORS =
      new Errors("rate_limit_error", "api_error", "overloaded_error");
  private static final Errors GEMINI_ERRORS =
      new Errors("RESOURCE_EXHAUSTED", "INTERNAL", "INTERNAL");
  private static final Errors DASHSCOPE_ERRORS =
      new Errors("Throttling.RateQuota", "InternalError", "InternalError");
  private static final Errors STATUS_ONLY = new Errors("429", "500", null);

  private static final Map<String, ModelHttpFormat> FORMATS =
      Map.ofEntries(
          Map.entry(
              "openai-chat",
              new ModelHttpFormat(CHAT, "openai", Answer.named("stop"), OPENAI_ERRORS)),
          Map.entry(
              "openai-responses",
              new ModelHttpFormat(CHAT, "openai", Answer.named("stop"), OPENAI_ERRORS)),
          Map.entry(
              "openai-completions",
              new ModelHttpFormat(
                  "text_completion", "openai", Answer.named("stop"), OPENAI_ERRORS)),
          Map.entry(
              "openai-embeddings",
              new ModelHttpFormat(EMBEDDINGS, "openai", Answer.vectors(true), OPENAI_ERRORS)),
          Map.entry(
              "anthropic",
              new ModelHttpFormat(CHAT, "anthropic", Answer.named("end_turn"), ANTHROPIC_ERRORS)),
          Map.entry(
              "gemini",
              new ModelHttpFormat(
                  "generate_content", "gcp.gemini", Answer.named("STOP"), GEMINI_ERRORS)),
          Map.entry(
              "gemini-array",
              new ModelHttpFormat(
                  "generate_content",
                  "gcp.gemini",
                  Answer.named("STOP").inAnArray(),
                  GEMINI_ERRORS)),
          Map.entry(
              "gemini-embeddings",
              new ModelHttpFormat(EMBEDDINGS, "gcp.gemini", Answer.UNCOUNTED, GEMINI_ERRORS)),
          Map.entry(
              "ollama",
              new ModelHttpFormat(CHAT, "ollama", Answer.named("stop").inLines(), STATUS_ONLY)),
          Map.entry(
              "ollama-embed",
              new ModelHttpFormat(EMBEDDINGS, "ollama", Answer.vectors(true), STATUS_ONLY)),
          Map.entry(
              "cohere",
              new ModelHttpFormat(CHAT, "cohere", Answer.unnamed("COMPLETE"), STATUS_ONLY)),
          Map.entry(
              "cohere-embed",
              new ModelHttpFormat(EMBEDDINGS, "cohere", Answer.vectors(false), STATUS_ONLY)),
          Map.entry(
              "dashscope",
              new ModelHttpFormat(CHAT, "dashscope", Answer.unnamed("stop"), DASHSCOPE_ERRORS)));

  /** What the model server says in a format. */
  static ModelHttpFormat of(String id) {
    ModelHttpFormat format = FORMATS.get(id);
    if (format == null) {
      throw new AssertionError("nobody says what has to be seen of " + id);
    }
    return format;
  }

  /**
   * What an answer tells.
   *
   * @param tellsModel whether it names the model
   * @param finishReason as the provider says it, null if there is none
   * @param inputTokens that it reports, null if it reports none
   * @param outputTokens that it reports, null if it reports none
   * @param protocol of its stream, null if it has none
   */
  record Answer(
      boolean tellsModel,
      @Nullable String finishReason,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens,
      @Nullable String protocol) {

    static final Answer UNCOUNTED = new Answer(false, null, null, null, null);

    private static final Long PROMPT = 7L;
    private static final Long CHUNKS = 13L;

    static Answer named(String finishReason) {
      return new Answer(true, finishReason, PROMPT, CHUNKS, "sse");
    }

    static Answer unnamed(String finishReason) {
      return new Answer(false, finishReason, PROMPT, CHUNKS, "sse");
    }

    static Answer vectors(boolean tellsModel) {
      return new Answer(tellsModel, null, PROMPT, null, null);
    }

    Answer inLines() {
      return framed("ndjson");
    }

    Answer inAnArray() {
      return framed("chunked");
    }

    private Answer framed(String framing) {
      return new Answer(tellsModel, finishReason, inputTokens, outputTokens, framing);
    }

    /** The same to another question. */
    Answer withInput(long tokens) {
      return new Answer(tellsModel, finishReason, tokens, outputTokens, protocol);
    }

    /** The same with other chunks, a token each. */
    Answer withFinish(String reason, long chunks) {
      return new Answer(tellsModel, reason, inputTokens, chunks, protocol);
    }
  }

  /**
   * {@code error.type}, which is the provider's code where it has one.
   *
   * @param limited of an answer with status 429
   * @param broken of an answer with status 500
   * @param inStream of an error within a stream, null for whatever it is
   */
  record Errors(String limited, String broken, @Nullable String inStream) {}
}
