/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiUsage;
import org.jspecify.annotations.Nullable;

/**
 * A usage as an event reports it: {@code prompt_tokens}, {@code completion_tokens}, {@code
 * prompt_tokens_details.cached_tokens}, {@code completion_tokens_details.reasoning_tokens}. The
 * last two may also be members of the usage itself (Moonshot, Perplexity). A count that is negative
 * or does not fit into a long is unknown.
 */
final class OpenAiUsage {

  private static final long NONE = -1;

  private final JsonReader json;
  private long prompt = NONE;
  private long completion = NONE;
  private long cached = NONE;
  private long reasoning = NONE;
  private long detailedCached = NONE;
  private long detailedReasoning = NONE;

  private OpenAiUsage(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object. An empty one is a usage. */
  static @Nullable GenAiUsage read(JsonReader json) {
    if (!OpenAiChatEvent.isNext(json, JsonToken.BEGIN_OBJECT)) {
      return null;
    }
    OpenAiUsage usage = new OpenAiUsage(json);
    usage.read();
    return new GenAiUsage(
        usage.prompt,
        usage.completion,
        usage.detailedCached >= 0 ? usage.detailedCached : usage.cached,
        usage.detailedReasoning >= 0 ? usage.detailedReasoning : usage.reasoning);
  }

  private void read() {
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "prompt_tokens" -> prompt = count();
        case "completion_tokens" -> completion = count();
        case "cached_tokens" -> cached = count();
        case "reasoning_tokens" -> reasoning = count();
        case "prompt_tokens_details" -> detailedCached = detail("cached_tokens");
        case "completion_tokens_details" -> detailedReasoning = detail("reasoning_tokens");
        default -> json.skipValue();
      }
    }
    json.endObject();
  }

  private long detail(String name) {
    long count = NONE;
    if (OpenAiChatEvent.isNext(json, JsonToken.BEGIN_OBJECT)) {
      json.beginObject();
      while (json.hasNext()) {
        if (json.nextName().equals(name)) {
          count = count();
        } else {
          json.skipValue();
        }
      }
      json.endObject();
    }
    return count;
  }

  private long count() {
    boolean isNumber = OpenAiChatEvent.isNext(json, JsonToken.NUMBER);
    long count = isNumber ? json.nextLong() : NONE;
    return count < 0 || count == Long.MAX_VALUE ? NONE : count;
  }
}
