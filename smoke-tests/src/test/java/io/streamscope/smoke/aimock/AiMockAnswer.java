/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import org.jspecify.annotations.Nullable;

/**
 * What an answer of the server says, and so has to be seen.
 *
 * @param id a pattern of its id, null if it has none
 * @param tellsModel whether it names the model
 * @param finishReason null if there is none
 * @param input tokens, null if none are reported
 * @param output tokens, null if none are reported
 * @param errors how it fails
 * @param pieces what it streams
 */
record AiMockAnswer(
    @Nullable String id,
    boolean tellsModel,
    @Nullable String finishReason,
    @Nullable Long input,
    @Nullable Long output,
    Errors errors,
    Pieces pieces) {

  private static final String ID = "answer-1";
  private static final long PROMPT = 7;
  private static final long COMPLETION = 13;

  /** An answer that is a text. */
  static AiMockAnswer text(String finishReason, Errors errors, Pieces pieces) {
    return new AiMockAnswer(ID, true, finishReason, PROMPT, COMPLETION, errors, pieces);
  }

  /** One that is none. */
  static AiMockAnswer other(Errors errors) {
    return new AiMockAnswer(null, false, null, null, null, errors, Pieces.NONE);
  }

  AiMockAnswer withoutModel() {
    return new AiMockAnswer(id, false, finishReason, input, output, errors, pieces);
  }

  AiMockAnswer withModel() {
    return new AiMockAnswer(id, true, finishReason, input, output, errors, pieces);
  }

  AiMockAnswer identified(@Nullable String pattern) {
    return new AiMockAnswer(pattern, tellsModel, finishReason, input, output, errors, pieces);
  }

  AiMockAnswer counted(@Nullable Long in, @Nullable Long out) {
    return new AiMockAnswer(id, tellsModel, finishReason, in, out, errors, pieces);
  }

  AiMockAnswer inPieces(long plain) {
    return new AiMockAnswer(
        id, tellsModel, finishReason, input, output, errors, new Pieces(plain, 0, 0, ""));
  }

  /**
   * Chunks of content: the server cuts a text after so many characters.
   *
   * @param plain of an answer
   * @param think of one with thoughts
   * @param tool of one that calls a tool
   * @param toolReason why that ends
   */
  record Pieces(long plain, long think, long tool, String toolReason) {

    static final Pieces NONE = new Pieces(0, 0, 0, "");

    /** The same but for what depends on the format: the calls of tools. */
    static Pieces of(long tool, String toolReason) {
      return new Pieces(8, 5, tool, toolReason);
    }
  }

  /** {@code error.type} by what the format has a place for. */
  enum Errors {
    /** A code. */
    CODE("chaos_drop", "chaos_ratelimit", "rate_limit_exceeded"),
    /** The same, but a refusal has its status for a code (OpenRouter). */
    STATUS_CODE("chaos_drop", "chaos_ratelimit", "429"),
    /** A type, or what stands for it. */
    TYPE("server_error", "rate_limit_error", "rate_limit_error"),
    /** A message alone: the status says more. */
    STATUS("500", "429", "429");

    private final String dropped;
    private final String chaosLimit;
    private final String limit;

    Errors(String dropped, String chaosLimit, String limit) {
      this.dropped = dropped;
      this.chaosLimit = chaosLimit;
      this.limit = limit;
    }

    /** Of an answer that is an error. */
    String of(AiMockScenario scenario) {
      return switch (scenario) {
        case DROP -> dropped;
        case RATELIMIT -> chaosLimit;
        case LIMIT -> limit;
        default -> throw new IllegalArgumentException(scenario + " is no error");
      };
    }
  }
}
