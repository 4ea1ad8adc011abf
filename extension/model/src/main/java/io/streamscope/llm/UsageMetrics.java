/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token metrics of the unreleased GenAI conventions: a counter for each kind of token, by what
 * the tokens stand for, and two histograms by call. Thread-safe.
 */
final class UsageMetrics {

  private static final String TEXT = "text";
  private static final String UNKNOWN = "unknown";

  private final Map<TokenKind, LongCounter> counters = new EnumMap<>(TokenKind.class);
  private final LongHistogram inputPerCall;
  private final LongHistogram outputPerCall;

  UsageMetrics(Meter meter, List<Long> boundaries) {
    counter(meter, TokenKind.INPUT, "input_tokens", "Input tokens of all calls");
    counter(meter, TokenKind.OUTPUT, "output_tokens", "Output tokens of all calls");
    counter(
        meter, TokenKind.CACHE_READ, "cache_read.input_tokens", "Input tokens read from a cache");
    counter(
        meter, TokenKind.CACHE_WRITE, "cache_write.input_tokens", "Input tokens put into a cache");
    counter(
        meter, TokenKind.REASONING, "reasoning.output_tokens", "Output tokens spent on reasoning");
    inputPerCall = perCall(meter, "input_tokens", "Input tokens of a call", boundaries);
    outputPerCall = perCall(meter, "output_tokens", "Output tokens of a call", boundaries);
  }

  private void counter(Meter meter, TokenKind kind, String name, String description) {
    counters.put(
        kind,
        meter
            .counterBuilder("gen_ai.client.inference.usage." + name)
            .setUnit("{token}")
            .setDescription(description)
            .build());
  }

  private static LongHistogram perCall(
      Meter meter, String name, String description, List<Long> boundaries) {
    return meter
        .histogramBuilder("gen_ai.client.inference.operation." + name)
        .ofLongs()
        .setUnit("{token}")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(boundaries)
        .build();
  }

  /** What an inference has used; one without a report counts as 0 tokens of unknown kind. */
  void record(GenAiUsage usage, Attributes labels, Context context) {
    counters.forEach((kind, counter) -> count(kind, counter, usage, labels, context));
    record(inputPerCall, usage.count(TokenKind.INPUT), labels, context);
    record(outputPerCall, usage.count(TokenKind.OUTPUT), labels, context);
  }

  private static void record(
      LongHistogram perCall, long count, Attributes labels, Context context) {
    if (count >= 0) {
      perCall.record(count, labels, context);
    }
  }

  private static void count(
      TokenKind kind, LongCounter counter, GenAiUsage usage, Attributes labels, Context context) {
    long count = usage.count(kind);
    if (count < 0) {
      if (kind == TokenKind.INPUT || kind == TokenKind.OUTPUT) {
        add(counter, 0, UNKNOWN, labels, context);
      }
      return;
    }
    long rest = count;
    for (TokenKind part : kind.parts()) {
      long some = usage.count(part);
      String modality = part.modality();
      if (some > 0 && modality != null) {
        add(counter, some, modality, labels, context);
        rest -= some;
      }
    }
    if (rest == count) {
      add(counter, count, TEXT, labels, context);
    } else if (rest > 0) {
      add(counter, rest, UNKNOWN, labels, context);
    }
  }

  private static void add(
      LongCounter counter,
      long count,
      @Nullable String modality,
      Attributes labels,
      Context context) {
    counter.add(
        count, labels.toBuilder().put(GenAiAttributes.TOKEN_MODALITY, modality).build(), context);
  }
}
