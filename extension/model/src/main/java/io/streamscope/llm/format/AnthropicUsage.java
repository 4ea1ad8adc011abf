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
 * nor those written to it, and a later event repeats some counts only, as totals. Who does not say
 * how many were written may say it by how long they are kept. A count that is negative or no number
 * is unknown; what Anthropic's own tools were asked for is not counted in tokens. Immutable once
 * read.
 */
final class AnthropicUsage {

  /** Nothing has been reported. */
  static final AnthropicUsage UNKNOWN = new AnthropicUsage();

  private long input = JsonMembers.NONE;
  private long output = JsonMembers.NONE;
  private long cacheRead = JsonMembers.NONE;
  private long cacheWrite = JsonMembers.NONE;
  private long cacheWriteByTime = JsonMembers.NONE;
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
      case "cache_creation" -> JsonMembers.members(json, time -> readWritten(time, json));
      case "output_tokens_details" -> JsonMembers.members(json, detail -> readOutput(detail, json));
      default -> json.skipValue();
    }
  }

  private void readWritten(String time, JsonReader json) {
    if (time.startsWith("ephemeral_") && time.endsWith("_input_tokens")) {
      long count = JsonMembers.count(json);
      cacheWriteByTime = count < 0 ? cacheWriteByTime : Math.max(0, cacheWriteByTime) + count;
    } else {
      json.skipValue();
    }
  }

  private void readOutput(String detail, JsonReader json) {
    if (detail.equals("thinking_tokens")) {
      thinking = JsonMembers.count(json);
    } else {
      json.skipValue();
    }
  }

  /** This report, with what an earlier one said where it says nothing. */
  AnthropicUsage after(AnthropicUsage earlier) {
    AnthropicUsage both = new AnthropicUsage();
    both.input = later(input, earlier.input);
    both.output = later(output, earlier.output);
    both.cacheRead = later(cacheRead, earlier.cacheRead);
    both.cacheWrite = later(cacheWrite(), earlier.cacheWrite());
    both.thinking = later(thinking, earlier.thinking);
    return both;
  }

  private static long later(long count, long earlier) {
    return count >= 0 ? count : earlier;
  }

  private long cacheWrite() {
    return later(cacheWrite, cacheWriteByTime);
  }

  /** As the conventions count: the input with all of its parts. */
  GenAiUsage total() {
    long all =
        input < 0 ? input : sum(sum(input, Math.max(0, cacheRead)), Math.max(0, cacheWrite()));
    return GenAiUsage.of(all, output)
        .with(CACHE_READ, cacheRead)
        .with(CACHE_WRITE, cacheWrite())
        .with(REASONING, thinking);
  }

  /** Unknown if it does not fit. */
  private static long sum(long one, long other) {
    return one < 0 || one + other < 0 ? JsonMembers.NONE : one + other;
  }
}
