/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.TokenKind.CACHE_READ;
import static io.streamscope.llm.TokenKind.CACHE_WRITE;
import static io.streamscope.llm.TokenKind.REASONING;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiUsage;

/**
 * A usage as Anthropic reports it: {@code input_tokens} has neither the tokens read from a cache
 * nor those written to it, and a later event repeats some counts only, as totals. A count that is
 * negative or no number is unknown. Immutable once read.
 */
final class AnthropicUsage {

  /** Nothing has been reported. */
  static final AnthropicUsage UNKNOWN = new AnthropicUsage();

  private long input = JsonMembers.NONE;
  private long output = JsonMembers.NONE;
  private long cacheRead = JsonMembers.NONE;
  private long cacheWrite = JsonMembers.NONE;
  private long thinking = JsonMembers.NONE;

  private AnthropicUsage() {}

  /** Goes over the next value; {@link #UNKNOWN} if it is not an object. */
  static AnthropicUsage read(JsonReader json) {
    AnthropicUsage usage = new AnthropicUsage();
    return JsonMembers.members(json, name -> usage.read(name, json)) ? usage : UNKNOWN;
  }

  private void read(String name, JsonReader json) {
    switch (name) {
      case "input_tokens" -> input = JsonMembers.count(json);
      case "output_tokens" -> output = JsonMembers.count(json);
      case "cache_read_input_tokens" -> cacheRead = JsonMembers.count(json);
      case "cache_creation_input_tokens" -> cacheWrite = JsonMembers.count(json);
      case "output_tokens_details" ->
          JsonMembers.members(
              json,
              detail -> {
                if (detail.equals("thinking_tokens")) {
                  thinking = JsonMembers.count(json);
                } else {
                  json.skipValue();
                }
              });
      default -> json.skipValue();
    }
  }

  /** This report, with what an earlier one said where it says nothing. */
  AnthropicUsage after(AnthropicUsage earlier) {
    AnthropicUsage both = new AnthropicUsage();
    both.input = later(input, earlier.input);
    both.output = later(output, earlier.output);
    both.cacheRead = later(cacheRead, earlier.cacheRead);
    both.cacheWrite = later(cacheWrite, earlier.cacheWrite);
    both.thinking = later(thinking, earlier.thinking);
    return both;
  }

  private static long later(long count, long earlier) {
    return count >= 0 ? count : earlier;
  }

  /** As the conventions count: the input with all of its parts. */
  GenAiUsage total() {
    long all = input < 0 ? input : input + Math.max(0, cacheRead) + Math.max(0, cacheWrite);
    return GenAiUsage.of(all, output)
        .with(CACHE_READ, cacheRead)
        .with(CACHE_WRITE, cacheWrite)
        .with(REASONING, thinking);
  }
}
