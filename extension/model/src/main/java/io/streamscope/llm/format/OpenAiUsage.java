/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.TokenKind.AUDIO_CACHE_READ;
import static io.streamscope.llm.TokenKind.AUDIO_INPUT;
import static io.streamscope.llm.TokenKind.AUDIO_OUTPUT;
import static io.streamscope.llm.TokenKind.CACHE_READ;
import static io.streamscope.llm.TokenKind.CACHE_WRITE;
import static io.streamscope.llm.TokenKind.IMAGE_CACHE_READ;
import static io.streamscope.llm.TokenKind.IMAGE_INPUT;
import static io.streamscope.llm.TokenKind.IMAGE_OUTPUT;
import static io.streamscope.llm.TokenKind.INPUT;
import static io.streamscope.llm.TokenKind.OUTPUT;
import static io.streamscope.llm.TokenKind.REASONING;
import static io.streamscope.llm.TokenKind.TEXT_CACHE_READ;
import static io.streamscope.llm.TokenKind.TEXT_INPUT;
import static io.streamscope.llm.TokenKind.TEXT_OUTPUT;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.TokenKind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A usage as an answer reports it, in the words of OpenAI's older APIs ({@code prompt_tokens},
 * {@code completion_tokens}) or of its newer ones ({@code input_tokens}, {@code output_tokens}),
 * with the details of either. What is read from a cache, written to it or spent on reasoning may
 * also be told by members of the usage itself (DeepSeek, LiteLLM, Moonshot, Perplexity); the
 * details are believed.
 *
 * <p>A count that is negative or does not fit into a long is unknown. That there were no tokens of
 * a kind of content is said of every chat, whatever it is about, and not passed on.
 *
 * <p>Source: OpenAI API reference, "The chat completion object", "The response object", "The
 * transcription object"; DeepSeek, OpenRouter, Alibaba Cloud Model Studio and LiteLLM document what
 * they add.
 */
final class OpenAiUsage {

  private final JsonReader json;
  private final Map<TokenKind, Long> counts = new EnumMap<>(TokenKind.class);
  private final Map<TokenKind, Long> details = new EnumMap<>(TokenKind.class);

  private OpenAiUsage(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object. An empty one is a usage. */
  static @Nullable GenAiUsage read(JsonReader json) {
    OpenAiUsage usage = new OpenAiUsage(json);
    return JsonMembers.members(json, usage::member) ? usage.reported() : null;
  }

  private GenAiUsage reported() {
    GenAiUsage usage = GenAiUsage.UNKNOWN;
    for (Map.Entry<TokenKind, Long> count : counts.entrySet()) {
      usage = usage.with(count.getKey(), count.getValue());
    }
    for (Map.Entry<TokenKind, Long> detail : details.entrySet()) {
      usage = usage.with(detail.getKey(), detail.getValue());
    }
    return usage;
  }

  private void member(String name) {
    switch (name) {
      case "prompt_tokens", "input_tokens" -> count(INPUT);
      case "completion_tokens", "output_tokens" -> count(OUTPUT);
      case "cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens" ->
          count(CACHE_READ);
      case "cache_write_tokens", "cache_creation_input_tokens" -> count(CACHE_WRITE);
      case "reasoning_tokens" -> count(REASONING);
      case "prompt_tokens_details", "input_tokens_details", "input_token_details" ->
          JsonMembers.members(json, this::inputDetail);
      case "completion_tokens_details", "output_tokens_details", "output_token_details" ->
          JsonMembers.members(json, this::outputDetail);
      default -> json.skipValue();
    }
  }

  private void inputDetail(String name) {
    switch (name) {
      case "cached_tokens" -> detail(CACHE_READ);
      case "cache_write_tokens", "cache_creation_tokens", "cache_creation_input_tokens" ->
          detail(CACHE_WRITE);
      case "text_tokens" -> content(TEXT_INPUT);
      case "image_tokens" -> content(IMAGE_INPUT);
      case "audio_tokens" -> content(AUDIO_INPUT);
      case "cached_tokens_details" -> JsonMembers.members(json, this::cachedDetail);
      default -> json.skipValue();
    }
  }

  private void cachedDetail(String name) {
    switch (name) {
      case "text_tokens" -> content(TEXT_CACHE_READ);
      case "image_tokens" -> content(IMAGE_CACHE_READ);
      case "audio_tokens" -> content(AUDIO_CACHE_READ);
      default -> json.skipValue();
    }
  }

  private void outputDetail(String name) {
    switch (name) {
      case "reasoning_tokens" -> detail(REASONING);
      case "text_tokens" -> content(TEXT_OUTPUT);
      case "image_tokens" -> content(IMAGE_OUTPUT);
      case "audio_tokens" -> content(AUDIO_OUTPUT);
      default -> json.skipValue();
    }
  }

  private void count(TokenKind kind) {
    counts.put(kind, JsonMembers.count(json));
  }

  private void detail(TokenKind kind) {
    details.put(kind, JsonMembers.count(json));
  }

  private void content(TokenKind kind) {
    long count = JsonMembers.count(json);
    details.put(kind, count == 0 ? JsonMembers.NONE : count);
  }
}
