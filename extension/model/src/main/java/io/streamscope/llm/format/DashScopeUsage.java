/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.TokenKind.AUDIO_INPUT;
import static io.streamscope.llm.TokenKind.AUDIO_OUTPUT;
import static io.streamscope.llm.TokenKind.CACHE_READ;
import static io.streamscope.llm.TokenKind.CACHE_WRITE;
import static io.streamscope.llm.TokenKind.IMAGE_INPUT;
import static io.streamscope.llm.TokenKind.IMAGE_OUTPUT;
import static io.streamscope.llm.TokenKind.REASONING;
import static io.streamscope.llm.TokenKind.TEXT_INPUT;
import static io.streamscope.llm.TokenKind.TEXT_OUTPUT;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * A usage as DashScope reports it. Where it has no {@code input_tokens} nor {@code output_tokens},
 * its {@code total_tokens} are those of the input: embeddings have nothing else. Images and audio
 * are counted by members of their own or in {@code input_tokens_details}, which is believed more. A
 * count that is negative or no number is unknown.
 */
final class DashScopeUsage {

  private final JsonReader json;
  private long input = JsonMembers.NONE;
  private long output = JsonMembers.NONE;
  private long total = JsonMembers.NONE;
  private long images = JsonMembers.NONE;
  private long audio = JsonMembers.NONE;
  private GenAiUsage parts = GenAiUsage.UNKNOWN;

  private DashScopeUsage(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object. */
  static @Nullable GenAiUsage read(JsonReader json) {
    DashScopeUsage usage = new DashScopeUsage(json);
    return JsonMembers.members(json, usage::readMember) ? usage.all() : null;
  }

  private GenAiUsage all() {
    long asked = input < 0 && output < 0 ? total : input;
    return parts
        .with(TokenKind.INPUT, asked)
        .with(TokenKind.OUTPUT, output)
        .with(IMAGE_INPUT, parts.count(IMAGE_INPUT) < 0 ? images : JsonMembers.NONE)
        .with(AUDIO_INPUT, parts.count(AUDIO_INPUT) < 0 ? audio : JsonMembers.NONE);
  }

  private void readMember(String name) {
    switch (name) {
      case "input_tokens" -> input = JsonMembers.count(json);
      case "output_tokens" -> output = JsonMembers.count(json);
      case "total_tokens" -> total = JsonMembers.count(json);
      case "image_tokens" -> images = JsonMembers.count(json);
      case "audio_tokens" -> audio = JsonMembers.count(json);
      case "prompt_tokens_details" -> JsonMembers.members(json, this::readCached);
      case "input_tokens_details" -> JsonMembers.members(json, this::readInput);
      case "output_tokens_details" -> JsonMembers.members(json, this::readOutput);
      default -> json.skipValue();
    }
  }

  private void readCached(String name) {
    switch (name) {
      case "cached_tokens" -> add(CACHE_READ);
      case "cache_creation_input_tokens" -> add(CACHE_WRITE);
      default -> json.skipValue();
    }
  }

  private void readInput(String name) {
    switch (name) {
      case "text_tokens" -> add(TEXT_INPUT);
      case "image_tokens" -> add(IMAGE_INPUT);
      case "audio_tokens" -> add(AUDIO_INPUT);
      default -> json.skipValue();
    }
  }

  private void readOutput(String name) {
    switch (name) {
      case "reasoning_tokens" -> add(REASONING);
      case "text_tokens" -> add(TEXT_OUTPUT);
      case "image_tokens" -> add(IMAGE_OUTPUT);
      case "audio_tokens" -> add(AUDIO_OUTPUT);
      default -> json.skipValue();
    }
  }

  private void add(TokenKind kind) {
    parts = parts.with(kind, JsonMembers.count(json));
  }
}
