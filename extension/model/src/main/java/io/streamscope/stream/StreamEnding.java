/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import org.jspecify.annotations.Nullable;

/**
 * How a stream ended.
 *
 * @param failure what went wrong, null if nothing that is known
 * @param reason why it was stopped, null if it was not
 */
record StreamEnding(StreamOutcome outcome, @Nullable Failure failure, @Nullable String reason) {

  static StreamEnding of(StreamOutcome outcome, @Nullable String reason) {
    return new StreamEnding(outcome, null, reason);
  }

  /** The value of {@code error.type}, null if the ending is no error. */
  @Nullable String errorType() {
    if (!outcome.isFailure()) {
      return null;
    }
    return failure == null ? outcome.value() : failure.type();
  }
}
