/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.Span;

/**
 * Which of the GenAI conventions the user has asked for.
 *
 * @param published the last version that was published, v1.41
 * @param latest the unreleased one
 */
record GenAiSemconv(boolean published, boolean latest) {

  /** What {@code streamscope.genai.semconv} says: {@code v1.41}, {@code latest} or {@code dup}. */
  static GenAiSemconv of(String choice) {
    return new GenAiSemconv(!choice.equals("latest"), !choice.equals("v1.41"));
  }

  /** What was used; only what the provider has reported. */
  void write(GenAiUsage usage, Span span) {
    for (TokenKind kind : TokenKind.ALL) {
      long count = usage.count(kind);
      if (count < 0) {
        continue;
      }
      if (kind != TokenKind.CACHE_WRITE || published) {
        span.setAttribute(kind.attribute(), count);
      }
      if (kind == TokenKind.CACHE_WRITE && latest) {
        span.setAttribute(GenAiAttributes.USAGE_CACHE_WRITE, count);
      }
    }
  }
}
