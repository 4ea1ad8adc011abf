/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import org.jspecify.annotations.Nullable;

/**
 * How a stream ended.
 *
 * @param error the exception that ended it, null if none
 * @param said what the peer called its failure, null if it said nothing
 * @param reason why it was stopped, null if it was not
 */
record StreamEnding(
    StreamOutcome outcome,
    @Nullable Throwable error,
    @Nullable String said,
    @Nullable String reason) {

  /** The value of {@code error.type}. */
  String errorType() {
    if (said != null) {
      return said;
    }
    return error == null ? outcome.value() : error.getClass().getName();
  }
}
