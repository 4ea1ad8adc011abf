/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static io.streamscope.llm.GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER;
import static io.streamscope.llm.GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_FINISH_REASONS;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_ID;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_MODEL;
import static io.streamscope.llm.GenAiAttributes.USAGE_CACHE_READ;
import static io.streamscope.llm.GenAiAttributes.USAGE_INPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_OUTPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_REASONING;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model's answer so far. Facts arrive in any order and from any thread; a later
 * one replaces an earlier one. The number of finish reasons is bounded.
 */
public final class GenAiResponse {

  private static final int CHOICES_MAX = 16;

  private @Nullable String id; // guarded by this
  private @Nullable String model; // guarded by this
  private @Nullable String systemFingerprint; // guarded by this
  private @Nullable String serviceTier; // guarded by this
  private GenAiUsage usage = GenAiUsage.UNKNOWN; // guarded by this
  private final List<@Nullable String> finishReasons = new ArrayList<>(1); // guarded by this

  GenAiResponse() {}

  /** The answer's id and the model that gives it; null where not told. */
  public synchronized void identity(@Nullable String responseId, @Nullable String responseModel) {
    id = responseId != null ? responseId : id;
    model = responseModel != null ? responseModel : model;
  }

  /** OpenAI's additions; null where not told. */
  public synchronized void system(@Nullable String fingerprint, @Nullable String tier) {
    systemFingerprint = fingerprint != null ? fingerprint : systemFingerprint;
    serviceTier = tier != null ? tier : serviceTier;
  }

  /** Why one of the choices ended. */
  public synchronized void finishReason(int choice, String reason) {
    if (choice < 0 || choice >= CHOICES_MAX) {
      return;
    }
    while (finishReasons.size() <= choice) {
      finishReasons.add(null);
    }
    finishReasons.set(choice, reason);
  }

  /** The provider reported tokens; the last report counts. */
  public synchronized void usage(GenAiUsage reported) {
    usage = reported;
  }

  /** Whether every choice seen so far has its finish reason, and there is at least one. */
  public synchronized boolean isFinished() {
    return !finishReasons.isEmpty() && !finishReasons.contains(null);
  }

  synchronized GenAiUsage usage() {
    return usage;
  }

  synchronized @Nullable String model() {
    return model;
  }

  synchronized void writeTo(Span span) {
    put(span, RESPONSE_ID, id);
    put(span, RESPONSE_MODEL, model);
    put(span, OPENAI_SYSTEM_FINGERPRINT, systemFingerprint);
    put(span, OPENAI_RESPONSE_SERVICE_TIER, serviceTier);
    if (!finishReasons.isEmpty()) {
      List<String> reasons = new ArrayList<>(finishReasons.size());
      finishReasons.forEach(reason -> reasons.add(reason == null ? "error" : reason));
      span.setAttribute(RESPONSE_FINISH_REASONS, reasons);
    }
    put(span, USAGE_INPUT_TOKENS, usage.inputTokens());
    put(span, USAGE_OUTPUT_TOKENS, usage.outputTokens());
    put(span, USAGE_CACHE_READ, usage.cachedInputTokens());
    put(span, USAGE_REASONING, usage.reasoningOutputTokens());
  }

  private static void put(Span span, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }

  private static void put(Span span, AttributeKey<Long> key, long value) {
    if (value >= 0) {
      span.setAttribute(key, value);
    }
  }
}
