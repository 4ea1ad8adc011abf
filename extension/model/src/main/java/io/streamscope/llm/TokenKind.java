/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tokens a provider counts, and the attribute that says how many there were. */
public enum TokenKind {
  /** Of the prompt, cached ones included. */
  INPUT(GenAiAttributes.USAGE_INPUT_TOKENS),
  /** Of the answer, reasoning included. */
  OUTPUT(GenAiAttributes.USAGE_OUTPUT_TOKENS),
  /** The part of the input that was read from a cache. */
  CACHE_READ(GenAiAttributes.USAGE_CACHE_READ),
  /** The part of the input that was written to a cache. */
  CACHE_WRITE(GenAiAttributes.USAGE_CACHE_CREATION),
  /** The part of the output that was spent on reasoning. */
  REASONING(GenAiAttributes.USAGE_REASONING),
  TEXT_INPUT(GenAiAttributes.USAGE_TEXT_INPUT, "text"),
  IMAGE_INPUT(GenAiAttributes.USAGE_IMAGE_INPUT, "image"),
  AUDIO_INPUT(GenAiAttributes.USAGE_AUDIO_INPUT, "audio"),
  TEXT_OUTPUT(GenAiAttributes.USAGE_TEXT_OUTPUT, "text"),
  IMAGE_OUTPUT(GenAiAttributes.USAGE_IMAGE_OUTPUT, "image"),
  AUDIO_OUTPUT(GenAiAttributes.USAGE_AUDIO_OUTPUT, "audio"),
  TEXT_CACHE_READ(GenAiAttributes.USAGE_TEXT_CACHE_READ, "text"),
  IMAGE_CACHE_READ(GenAiAttributes.USAGE_IMAGE_CACHE_READ, "image"),
  AUDIO_CACHE_READ(GenAiAttributes.USAGE_AUDIO_CACHE_READ, "audio");

  /** All of them, for who reads and does not change the list. */
  static final List<TokenKind> ALL = List.of(values());

  private final AttributeKey<Long> attribute;
  private final @Nullable String modality;

  TokenKind(AttributeKey<Long> attribute) {
    this.attribute = attribute;
    this.modality = null;
  }

  TokenKind(AttributeKey<Long> attribute, String modality) {
    this.attribute = attribute;
    this.modality = modality;
  }

  /** What the tokens stand for, null if for anything. */
  @Nullable String modality() {
    return modality;
  }

  /** The parts that some providers report, by what the tokens stand for. */
  List<TokenKind> parts() {
    return switch (this) {
      case INPUT -> List.of(TEXT_INPUT, IMAGE_INPUT, AUDIO_INPUT);
      case OUTPUT -> List.of(TEXT_OUTPUT, IMAGE_OUTPUT, AUDIO_OUTPUT);
      case CACHE_READ -> List.of(TEXT_CACHE_READ, IMAGE_CACHE_READ, AUDIO_CACHE_READ);
      default -> List.of();
    };
  }

  AttributeKey<Long> attribute() {
    return attribute;
  }
}
