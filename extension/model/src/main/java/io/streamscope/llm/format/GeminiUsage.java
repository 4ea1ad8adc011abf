/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.TokenKind.AUDIO_CACHE_READ;
import static io.streamscope.llm.TokenKind.AUDIO_INPUT;
import static io.streamscope.llm.TokenKind.AUDIO_OUTPUT;
import static io.streamscope.llm.TokenKind.CACHE_READ;
import static io.streamscope.llm.TokenKind.IMAGE_CACHE_READ;
import static io.streamscope.llm.TokenKind.IMAGE_INPUT;
import static io.streamscope.llm.TokenKind.IMAGE_OUTPUT;
import static io.streamscope.llm.TokenKind.REASONING;
import static io.streamscope.llm.TokenKind.TEXT_CACHE_READ;
import static io.streamscope.llm.TokenKind.TEXT_INPUT;
import static io.streamscope.llm.TokenKind.TEXT_OUTPUT;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * A {@code usageMetadata}: {@code promptTokenCount} with the cached ones among them, {@code
 * candidatesTokenCount} without those spent on thoughts, and how many of them each modality has. A
 * count that is negative or no number is unknown.
 */
final class GeminiUsage {

  private final JsonReader json;
  private long prompt = JsonMembers.NONE;
  private long candidates = JsonMembers.NONE;
  private long thoughts = JsonMembers.NONE;
  private GenAiUsage parts = GenAiUsage.UNKNOWN;

  private GeminiUsage(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object. */
  static @Nullable GenAiUsage read(JsonReader json) {
    GeminiUsage usage = new GeminiUsage(json);
    return JsonMembers.members(json, usage::readMember) ? usage.total() : null;
  }

  private GenAiUsage total() {
    boolean answered = candidates >= 0 || thoughts >= 0;
    long output = answered ? Math.max(0, candidates) + Math.max(0, thoughts) : JsonMembers.NONE;
    return parts
        .with(TokenKind.INPUT, prompt)
        .with(TokenKind.OUTPUT, output)
        .with(REASONING, thoughts);
  }

  private void readMember(String name) {
    switch (name) {
      case "promptTokenCount" -> prompt = JsonMembers.count(json);
      case "candidatesTokenCount" -> candidates = JsonMembers.count(json);
      case "thoughtsTokenCount" -> thoughts = JsonMembers.count(json);
      case "cachedContentTokenCount" -> parts = parts.with(CACHE_READ, JsonMembers.count(json));
      case "promptTokensDetails" -> readDetails(TEXT_INPUT, IMAGE_INPUT, AUDIO_INPUT);
      case "candidatesTokensDetails" -> readDetails(TEXT_OUTPUT, IMAGE_OUTPUT, AUDIO_OUTPUT);
      case "cacheTokensDetails" -> readDetails(TEXT_CACHE_READ, IMAGE_CACHE_READ, AUDIO_CACHE_READ);
      default -> json.skipValue();
    }
  }

  private void readDetails(TokenKind text, TokenKind image, TokenKind audio) {
    JsonMembers.elements(
        json,
        place -> {
          Detail detail = new Detail();
          JsonMembers.members(json, name -> detail.read(name, json));
          switch (detail.modality == null ? "" : detail.modality) {
            case "TEXT" -> parts = parts.with(text, detail.count);
            case "IMAGE" -> parts = parts.with(image, detail.count);
            case "AUDIO" -> parts = parts.with(audio, detail.count);
            default -> {} // video and documents, which the conventions do not count apart
          }
        });
  }

  private static final class Detail {

    private @Nullable String modality;
    private long count = JsonMembers.NONE;

    private void read(String name, JsonReader json) {
      switch (name) {
        case "modality" -> modality = JsonMembers.text(json);
        case "tokenCount" -> count = JsonMembers.count(json);
        default -> json.skipValue();
      }
    }
  }
}
