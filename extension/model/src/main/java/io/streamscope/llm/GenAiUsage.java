/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as the provider reported them, by {@link TokenKind}; -1 where it said nothing. Nothing is
 * ever estimated. Immutable.
 */
public final class GenAiUsage {

  /** How many kinds there are. */
  private static final int KINDS = TokenKind.ALL.size();

  /** The provider has not reported anything. */
  public static final GenAiUsage UNKNOWN = new GenAiUsage(unknown());

  private final long[] counts;

  private GenAiUsage(long[] counts) {
    this.counts = counts;
  }

  private static long[] unknown() {
    long[] counts = new long[KINDS];
    Arrays.fill(counts, -1);
    return counts;
  }

  /** What nearly every provider reports; a negative count is unknown. */
  public static GenAiUsage of(long input, long output) {
    return UNKNOWN.with(TokenKind.INPUT, input).with(TokenKind.OUTPUT, output);
  }

  /** The same with one more count; a negative one says nothing. */
  public GenAiUsage with(TokenKind kind, long count) {
    if (count < 0) {
      return this;
    }
    long[] copy = counts.clone();
    copy[kind.ordinal()] = count;
    return new GenAiUsage(copy);
  }

  /** How many tokens of a kind, -1 if unknown. */
  public long count(TokenKind kind) {
    return counts[kind.ordinal()];
  }

  /** What is known after a later report: some say input first and output last, some say nothing. */
  GenAiUsage updated(GenAiUsage later) {
    long[] known = counts.clone();
    for (int i = 0; i < KINDS; i++) {
      known[i] = later.counts[i] >= 0 ? later.counts[i] : known[i];
    }
    return new GenAiUsage(known);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GenAiUsage usage && Arrays.equals(counts, usage.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (TokenKind kind : TokenKind.ALL) {
      if (count(kind) >= 0) {
        text.append(text.isEmpty() ? "" : ", ").append(kind).append('=').append(count(kind));
      }
    }
    return "GenAiUsage[" + text + "]";
  }
}
