/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

/**
 * Tokens as the provider reported them; -1 where it said nothing. Nothing is ever estimated.
 *
 * @param inputTokens tokens of the prompt, cached ones included
 * @param outputTokens tokens of the answer, reasoning included
 * @param cacheReadInputTokens the part of the input read from a cache
 * @param reasoningOutputTokens the part of the output spent on reasoning
 */
public record GenAiUsage(
    long inputTokens, long outputTokens, long cacheReadInputTokens, long reasoningOutputTokens) {

  /** The provider has not reported anything. */
  public static final GenAiUsage UNKNOWN = new GenAiUsage(-1, -1, -1, -1);

  /** What is known after a later report: some say input first and output last, some say nothing. */
  GenAiUsage updated(GenAiUsage later) {
    return new GenAiUsage(
        later(inputTokens, later.inputTokens),
        later(outputTokens, later.outputTokens),
        later(cacheReadInputTokens, later.cacheReadInputTokens),
        later(reasoningOutputTokens, later.reasoningOutputTokens));
  }

  private static long later(long known, long told) {
    return told >= 0 ? told : known;
  }
}
