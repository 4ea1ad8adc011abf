/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.TokenKind.CACHE_READ;
import static io.streamscope.llm.TokenKind.CACHE_WRITE;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiUsage;
import org.jspecify.annotations.Nullable;

/**
 * A usage as Bedrock reports it, or one of the models behind it: the count of input has neither the
 * tokens read from a cache nor those written to it. A count that is negative or no number is
 * unknown.
 */
final class BedrockUsage {

  private long input = JsonMembers.NONE;
  private long output = JsonMembers.NONE;
  private long cacheRead = JsonMembers.NONE;
  private long cacheWrite = JsonMembers.NONE;

  BedrockUsage() {}

  /**
   * Reads the value of a member if it is a count.
   *
   * @return false if it is not: the value has not been read
   */
  boolean read(String name, JsonReader json) {
    switch (name) {
      case "inputTokens", "inputTokenCount", "inputTextTokenCount", "prompt_token_count" ->
          input = later(JsonMembers.count(json), input);
      case "outputTokens",
          "outputTokenCount",
          "totalOutputTextTokenCount",
          "generation_token_count" ->
          output = later(JsonMembers.count(json), output);
      case "cacheReadInputTokens", "cacheReadInputTokenCount" ->
          cacheRead = later(JsonMembers.count(json), cacheRead);
      case "cacheWriteInputTokens", "cacheWriteInputTokenCount" ->
          cacheWrite = later(JsonMembers.count(json), cacheWrite);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The tokens of one more answer. */
  void addOutput(long count) {
    if (count >= 0) {
      output = Math.max(0, output) + count;
    }
  }

  private static long later(long count, long earlier) {
    return count >= 0 ? count : earlier;
  }

  /** As the conventions count, the input with all of its parts; null if nothing is known. */
  @Nullable GenAiUsage total() {
    long all = input < 0 ? input : input + Math.max(0, cacheRead) + Math.max(0, cacheWrite);
    GenAiUsage total =
        GenAiUsage.of(all, output).with(CACHE_READ, cacheRead).with(CACHE_WRITE, cacheWrite);
    return total.equals(GenAiUsage.UNKNOWN) ? null : total;
  }
}
