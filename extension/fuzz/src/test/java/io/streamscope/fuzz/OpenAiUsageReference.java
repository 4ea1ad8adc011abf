/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.llm.GenAiAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A usage in the words of any of OpenAI's APIs. Where a gateway counts under two names for the
 * same, the one that has counted anything is right; details are believed more than members of the
 * usage.
 */
final class OpenAiUsageReference {

  private OpenAiUsageReference() {}

  static Map<AttributeKey<Long>, Long> of(JsonNode usage) {
    Map<AttributeKey<Long>, Long> total = new HashMap<>();
    put(total, GenAiAttributes.USAGE_INPUT_TOKENS, best(usage, "prompt_tokens", "input_tokens"));
    put(
        total,
        GenAiAttributes.USAGE_OUTPUT_TOKENS,
        best(usage, "completion_tokens", "output_tokens"));
    put(
        total,
        GenAiAttributes.USAGE_CACHE_READ,
        best(usage, "cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens"));
    put(
        total,
        GenAiAttributes.USAGE_CACHE_CREATION,
        best(usage, "cache_write_tokens", "cache_creation_input_tokens"));
    put(total, GenAiAttributes.USAGE_REASONING, best(usage, "reasoning_tokens"));
    inputs(
        total,
        places(usage, "prompt_tokens_details", "input_tokens_details", "input_token_details"));
    outputs(
        total,
        places(
            usage, "completion_tokens_details", "output_tokens_details", "output_token_details"));
    return total;
  }

  private static void inputs(Map<AttributeKey<Long>, Long> total, List<JsonNode> places) {
    detail(total, GenAiAttributes.USAGE_CACHE_READ, places, "cached_tokens");
    detail(
        total,
        GenAiAttributes.USAGE_CACHE_CREATION,
        places,
        "cache_write_tokens",
        "cache_creation_tokens",
        "cache_creation_input_tokens");
    part(total, GenAiAttributes.USAGE_TEXT_INPUT, places, "text_tokens");
    part(total, GenAiAttributes.USAGE_IMAGE_INPUT, places, "image_tokens");
    part(total, GenAiAttributes.USAGE_AUDIO_INPUT, places, "audio_tokens");
    List<JsonNode> cached =
        places.stream().map(place -> place.path("cached_tokens_details")).toList();
    part(total, GenAiAttributes.USAGE_TEXT_CACHE_READ, cached, "text_tokens");
    part(total, GenAiAttributes.USAGE_IMAGE_CACHE_READ, cached, "image_tokens");
    part(total, GenAiAttributes.USAGE_AUDIO_CACHE_READ, cached, "audio_tokens");
  }

  private static void outputs(Map<AttributeKey<Long>, Long> total, List<JsonNode> places) {
    detail(total, GenAiAttributes.USAGE_REASONING, places, "reasoning_tokens");
    part(total, GenAiAttributes.USAGE_TEXT_OUTPUT, places, "text_tokens");
    part(total, GenAiAttributes.USAGE_IMAGE_OUTPUT, places, "image_tokens");
    part(total, GenAiAttributes.USAGE_AUDIO_OUTPUT, places, "audio_tokens");
  }

  private static List<JsonNode> places(JsonNode usage, String... names) {
    return List.of(names).stream().map(usage::path).toList();
  }

  private static void detail(
      Map<AttributeKey<Long>, Long> total,
      AttributeKey<Long> key,
      List<JsonNode> places,
      String... names) {
    Long best = null;
    for (JsonNode place : places) {
      best = max(best, best(place, names));
    }
    put(total, key, best);
  }

  /** That there were none of a kind of content is said of every chat. */
  private static void part(
      Map<AttributeKey<Long>, Long> total,
      AttributeKey<Long> key,
      List<JsonNode> places,
      String name) {
    for (JsonNode place : places) {
      Long count = best(place, name);
      if (count != null && count > 0) {
        put(total, key, max(total.get(key), count));
      }
    }
  }

  private static @Nullable Long best(JsonNode place, String... names) {
    Long best = null;
    for (String name : names) {
      best = max(best, WireReference.count(place.path(name)));
    }
    return best;
  }

  private static @Nullable Long max(@Nullable Long one, @Nullable Long other) {
    return one == null || other == null ? (one == null ? other : one) : (Long) Math.max(one, other);
  }

  private static void put(
      Map<AttributeKey<Long>, Long> total, AttributeKey<Long> key, @Nullable Long count) {
    WireReference.put(total, key, count);
  }
}
