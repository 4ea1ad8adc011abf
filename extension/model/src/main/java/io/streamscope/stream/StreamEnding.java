/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ended.
 *
 * @param outcome in one word
 * @param failure what went wrong, null if nothing that is known
 * @param reason why it was stopped, null if it was not
 */
public record StreamEnding(
    StreamOutcome outcome, @Nullable Failure failure, @Nullable String reason) {

  /** An ending of which there is nothing more to tell. */
  public static StreamEnding of(StreamOutcome outcome, @Nullable String reason) {
    return new StreamEnding(outcome, null, reason);
  }

  /**
   * A failure has ended it. A deadline is a timeout: whatever kept the next chunk of a stream that
   * we read from coming in time, and for one that we write the application's own deadline, a {@link
   * TimeoutException} (that something which it reads has timed out is an error of this stream).
   * What the application throws while it writes is told without its message.
   */
  static StreamEnding failed(Failure failure, boolean outbound) {
    Throwable error = failure.exception();
    boolean late =
        outbound ? error != null && error.getClass() == TimeoutException.class : failure.late();
    return new StreamEnding(
        late ? StreamOutcome.TIMEOUT : StreamOutcome.ERROR,
        outbound ? failure.untold() : failure,
        late ? "timeout" : null);
  }

  /** The value of {@code error.type}, null if the ending is no error. */
  @Nullable String errorType() {
    if (!outcome.isFailure()) {
      return null;
    }
    return failure == null ? outcome.value() : failure.type();
  }
}
