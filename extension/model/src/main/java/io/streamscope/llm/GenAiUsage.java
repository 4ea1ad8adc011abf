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
 * @param cachedInputTokens the part of the input read from a cache
 * @param reasoningOutputTokens the part of the output spent on reasoning
 */
public record GenAiUsage(
    long inputTokens, long outputTokens, long cachedInputTokens, long reasoningOutputTokens) {

  /** The provider has not reported anything. */
  public static final GenAiUsage UNKNOWN = new GenAiUsage(-1, -1, -1, -1);
}
