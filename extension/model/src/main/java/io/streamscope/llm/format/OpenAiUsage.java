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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A usage as an answer reports it, in the words of OpenAI's older APIs ({@code prompt_tokens},
 * {@code completion_tokens}) or of its newer ones ({@code input_tokens}, {@code output_tokens}),
 * with the details of either. What is read from a cache, written to it or spent on reasoning may
 * also be told by members of the usage itself (DeepSeek, LiteLLM, Moonshot, Perplexity); the
 * details are believed.
 *
 * <p>A count that is negative or does not fit into a long is unknown. Where the same is counted
 * under several names, the largest count is right: a gateway that knows both vocabularies has zeros
 * in one of them (new-api). That there were no tokens of a kind of content is said of every chat,
 * whatever it is about, and not passed on.
 *
 * <p>Source: OpenAI API reference, "The chat completion object", "The response object", "The
 * transcription object"; DeepSeek, OpenRouter, Alibaba Cloud Model Studio and LiteLLM document what
 * they add.
 */
public final class OpenAiUsage {

  private final JsonReader json;

  /** By their names: of members with the same one the last counts. */
  private final Map<String, Count> counts = new HashMap<>();

  /** By their places and names. */
  private final Map<String, Count> details = new HashMap<>();

  private OpenAiUsage(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object. An empty one is a usage. */
  public static @Nullable GenAiUsage read(JsonReader json) {
    OpenAiUsage usage = new OpenAiUsage(json);
    return JsonMembers.members(json, usage::member) ? usage.reported() : null;
  }

  private GenAiUsage reported() {
    GenAiUsage usage = most(counts);
    GenAiUsage believed = most(details);
    for (TokenKind kind : TokenKind.values()) {
      usage = usage.with(kind, believed.count(kind));
    }
    return usage;
  }

  private static GenAiUsage most(Map<String, Count> counts) {
    GenAiUsage usage = GenAiUsage.UNKNOWN;
    for (Count count : counts.values()) {
      if (count.tokens > usage.count(count.kind)) {
        usage = usage.with(count.kind, count.tokens);
      }
    }
    return usage;
  }

  private void member(String name) {
    switch (name) {
      case "prompt_tokens", "input_tokens" -> count(name, INPUT);
      case "completion_tokens", "output_tokens" -> count(name, OUTPUT);
      case "cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens" ->
          count(name, CACHE_READ);
      case "cache_write_tokens", "cache_creation_input_tokens" -> count(name, CACHE_WRITE);
      case "reasoning_tokens" -> count(name, REASONING);
      case "prompt_tokens_details", "input_tokens_details", "input_token_details" ->
          JsonMembers.members(json, detail -> inputDetail(name, detail));
      case "completion_tokens_details", "output_tokens_details", "output_token_details" ->
          JsonMembers.members(json, detail -> outputDetail(name, detail));
      default -> json.skipValue();
    }
  }

  private void inputDetail(String place, String name) {
    switch (name) {
      case "cached_tokens" -> detail(place + name, CACHE_READ);
      case "cache_write_tokens", "cache_creation_tokens", "cache_creation_input_tokens" ->
          detail(place + name, CACHE_WRITE);
      case "text_tokens" -> content(place + name, TEXT_INPUT);
      case "image_tokens" -> content(place + name, IMAGE_INPUT);
      case "audio_tokens" -> content(place + name, AUDIO_INPUT);
      case "cached_tokens_details" ->
          JsonMembers.members(json, detail -> cachedDetail(place + name, detail));
      default -> json.skipValue();
    }
  }

  private void cachedDetail(String place, String name) {
    switch (name) {
      case "text_tokens" -> content(place + name, TEXT_CACHE_READ);
      case "image_tokens" -> content(place + name, IMAGE_CACHE_READ);
      case "audio_tokens" -> content(place + name, AUDIO_CACHE_READ);
      default -> json.skipValue();
    }
  }

  private void outputDetail(String place, String name) {
    switch (name) {
      case "reasoning_tokens" -> detail(place + name, REASONING);
      case "text_tokens" -> content(place + name, TEXT_OUTPUT);
      case "image_tokens" -> content(place + name, IMAGE_OUTPUT);
      case "audio_tokens" -> content(place + name, AUDIO_OUTPUT);
      default -> json.skipValue();
    }
  }

  private void count(String name, TokenKind kind) {
    counts.put(name, new Count(kind, JsonMembers.count(json)));
  }

  private void detail(String name, TokenKind kind) {
    details.put(name, new Count(kind, JsonMembers.count(json)));
  }

  private void content(String name, TokenKind kind) {
    long count = JsonMembers.count(json);
    details.put(name, new Count(kind, count == 0 ? JsonMembers.NONE : count));
  }

  private record Count(TokenKind kind, long tokens) {}
}
