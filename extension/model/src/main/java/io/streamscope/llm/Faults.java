/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.streamscope.stream.Failure;
import io.streamscope.stream.StreamOutcome;
import org.jspecify.annotations.Nullable;

/** What the layers of a call know of why it failed. Thread-safe. */
final class Faults {

  private static final String NO_CODE = "_OTHER"; // of the semantic conventions

  private volatile @Nullable Failure told;
  private volatile @Nullable Failure below;

  /** The provider says so in its answer. If it has no code for it, the status is all there is. */
  void told(Failure failure) {
    Failure before = told;
    told =
        before != null && failure.type().equals(NO_CODE)
            ? Failure.said(before.type(), failure.message())
            : failure;
  }

  /** The status of the answer says that it is none; the provider may say more. */
  void refused(String status) {
    if (told == null) {
      told = Failure.said(status, null);
    }
  }

  /** A lower layer could not carry the call: perhaps one attempt of several. */
  void below(Failure failure) {
    below = failure;
  }

  /** Another request carries the question: what was said of those before does not count. */
  void forget() {
    told = null;
    below = null;
  }

  /** What the provider has said, null if nothing. */
  @Nullable Failure told() {
    return told;
  }

  /** A failure, and what a lower layer knows of it; null when no exception is at hand. */
  Failure explained(@Nullable Failure failure) {
    Failure known = below;
    if (failure == null) {
      return Failure.said(StreamOutcome.ERROR.value(), null);
    }
    return known == null ? failure : failure.explainedBy(known);
  }
}
