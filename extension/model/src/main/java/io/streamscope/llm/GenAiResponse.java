/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static io.streamscope.llm.GenAiAttributes.RESPONSE_FINISH_REASONS;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_ID;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_MODEL;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.streamscope.correlation.CallLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model's answer so far. Facts arrive in any order, from any thread and from
 * several layers: the layer nearest to the wire is believed, of its own words the later ones. The
 * numbers of finish reasons and of further facts are bounded. Thread-safe.
 */
final class GenAiResponse {

  private static final int CHOICES_MAX = 16;
  private static final int FACTS_MAX = 16;

  private final int choices;
  private final Predicate<AttributeKey<?>> has;
  private @Nullable String id; // guarded by this
  private @Nullable String model; // guarded by this
  private GenAiUsage usage = GenAiUsage.UNKNOWN; // guarded by this
  private @Nullable CallLayer identifiedBy; // guarded by this
  private @Nullable CallLayer usageFrom; // guarded by this
  private @Nullable CallLayer finishedBy; // guarded by this
  private final List<@Nullable String> finishReasons = new ArrayList<>(1); // guarded by this
  private final Map<AttributeKey<?>, GenAiDelta.Fact<?>> facts =
      new LinkedHashMap<>(4); // guarded by this

  /**
   * @param choices how many answers were asked for
   * @param has which further facts the provider has; others are forgotten
   */
  GenAiResponse(int choices, Predicate<AttributeKey<?>> has) {
    this.choices = choices;
    this.has = has;
  }

  /** Takes over what a delta says of the answer. */
  synchronized void add(GenAiDelta delta, CallLayer from) {
    if (isBelieved(from, identifiedBy) && (delta.id() != null || delta.model() != null)) {
      identifiedBy = from;
      id = delta.id() != null ? delta.id() : id;
      model = delta.model() != null ? delta.model() : model;
    }
    GenAiUsage reported = delta.usage();
    if (reported != null && isBelieved(from, usageFrom)) {
      usage = from == usageFrom ? usage.updated(reported) : reported;
      usageFrom = from;
    }
    if (!delta.finishes().isEmpty() && isBelieved(from, finishedBy)) {
      finishedBy = from;
      delta.finishes().forEach(finish -> finish(finish.choice(), finish.reason()));
    }
    for (GenAiDelta.Fact<?> fact : delta.facts()) {
      boolean fits = facts.size() < FACTS_MAX || facts.containsKey(fact.key());
      if (fits && has.test(fact.key())) {
        facts.put(fact.key(), fact);
      }
    }
  }

  private static boolean isBelieved(CallLayer from, @Nullable CallLayer before) {
    return before == null || !before.isBelow(from);
  }

  private void finish(int choice, String reason) {
    if (choice < 0 || choice >= CHOICES_MAX) {
      return;
    }
    while (finishReasons.size() <= choice) {
      finishReasons.add(null);
    }
    finishReasons.set(choice, reason);
  }

  /** Whether every choice that was asked for has its finish reason. */
  synchronized boolean isFinished() {
    return finishReasons.size() >= Math.min(choices, CHOICES_MAX)
        && !finishReasons.isEmpty()
        && !finishReasons.contains(null);
  }

  synchronized GenAiUsage usage() {
    return usage;
  }

  synchronized @Nullable String model() {
    return model;
  }

  synchronized void writeTo(Span span, GenAiSemconv semconv) {
    put(span, RESPONSE_ID, id);
    put(span, RESPONSE_MODEL, model);
    facts.values().forEach(fact -> put(span, fact));
    if (!finishReasons.isEmpty()) {
      String[] reasons = finishReasons.toArray(new String[0]);
      for (int i = 0; i < reasons.length; i++) {
        reasons[i] = reasons[i] == null ? "error" : reasons[i];
      }
      span.setAttribute(RESPONSE_FINISH_REASONS, Arrays.asList(reasons));
    }
    semconv.write(usage, span);
  }

  private static void put(Span span, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }

  private static <T> void put(Span span, GenAiDelta.Fact<T> fact) {
    span.setAttribute(fact.key(), fact.value());
  }
}
