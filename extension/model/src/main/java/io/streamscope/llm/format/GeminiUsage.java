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
 * A {@code usageMetadata}: {@code promptTokenCount} with the cached ones among them, but without
 * {@code toolUsePromptTokenCount}, which are what Google's own tools have found and the model was
 * given; {@code candidatesTokenCount}, {@code responseTokenCount} in the Live API, without those
 * spent on thoughts; and how many of them each modality has. A count that is negative or no number
 * is unknown.
 *
 * <p>Source: Gemini API and Vertex AI references, "UsageMetadata": {@code totalTokenCount} is the
 * sum of these four.
 */
public final class GeminiUsage {

  private final JsonReader json;
  private long prompt = JsonMembers.NONE;
  private long found = JsonMembers.NONE;
  private long candidates = JsonMembers.NONE;
  private long thoughts = JsonMembers.NONE;
  private GenAiUsage parts = GenAiUsage.UNKNOWN;

  private GeminiUsage(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object, or breaks off: a sum lacks a part. */
  public static @Nullable GenAiUsage read(JsonReader json) {
    GeminiUsage usage = new GeminiUsage(json);
    return JsonMembers.members(json, usage::readMember) && !json.failed() ? usage.total() : null;
  }

  private GenAiUsage total() {
    return parts
        .with(TokenKind.INPUT, sum(prompt, found))
        .with(TokenKind.OUTPUT, sum(candidates, thoughts))
        .with(REASONING, thoughts);
  }

  /** Of counts that may be unknown. */
  private static long sum(long one, long other) {
    boolean known = one >= 0 || other >= 0;
    return known ? Math.max(0, one) + Math.max(0, other) : JsonMembers.NONE;
  }

  private void readMember(String name) {
    switch (name) {
      case "promptTokenCount" -> prompt = JsonMembers.count(json);
      case "toolUsePromptTokenCount" -> found = JsonMembers.count(json);
      case "candidatesTokenCount", "responseTokenCount" -> candidates = JsonMembers.count(json);
      case "thoughtsTokenCount" -> thoughts = JsonMembers.count(json);
      case "cachedContentTokenCount" -> parts = parts.with(CACHE_READ, JsonMembers.count(json));
      case "promptTokensDetails", "toolUsePromptTokensDetails" ->
          readDetails(TEXT_INPUT, IMAGE_INPUT, AUDIO_INPUT);
      case "candidatesTokensDetails", "responseTokensDetails" ->
          readDetails(TEXT_OUTPUT, IMAGE_OUTPUT, AUDIO_OUTPUT);
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
            case "TEXT" -> add(text, detail.count);
            case "IMAGE" -> add(image, detail.count);
            case "AUDIO" -> add(audio, detail.count);
            default -> {} // video and documents, which the conventions do not count apart
          }
        });
  }

  private void add(TokenKind kind, long count) {
    parts = parts.with(kind, sum(parts.count(kind), count));
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
