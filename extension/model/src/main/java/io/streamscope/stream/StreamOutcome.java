/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;
import java.util.Locale;

/** How a stream ended. A stream has exactly one; the first ending wins. */
public enum StreamOutcome {
  /** Ended by the side that produces it. */
  COMPLETE("stream_complete", false),
  /** The peer that we write to went away. */
  CLIENT_DISCONNECT("stream_cancel", false),
  /** Our own application stopped it early: closed it, cancelled it, broke out of a loop. */
  CANCELLED("stream_cancel", false),
  /** A deadline ended it. */
  TIMEOUT("stream_timeout", true),
  /** An exception or an error reported by the provider ended it. */
  ERROR("stream_error", true),
  /** Nobody ended it: its owner was garbage-collected, or it stayed idle too long. */
  ABANDONED("stream_abandoned", false);

  private final String value = name().toLowerCase(Locale.ROOT);
  private final String event;
  private final boolean failure;

  StreamOutcome(String event, boolean failure) {
    this.event = event;
    this.failure = failure;
  }

  /** What a metric's labels are with each outcome, in their order. */
  public static Attributes[] labels(Attributes others) {
    return Arrays.stream(values())
        .map(each -> others.toBuilder().put(StreamAttributes.OUTCOME, each.value).build())
        .toArray(Attributes[]::new);
  }

  /** The value of {@code streamscope.stream.outcome}. */
  public String value() {
    return value;
  }

  /** The name of the event that closes a stream with this outcome. */
  public String event() {
    return event;
  }

  /** Whether the span's status is an error. */
  public boolean isFailure() {
    return failure;
  }
}
