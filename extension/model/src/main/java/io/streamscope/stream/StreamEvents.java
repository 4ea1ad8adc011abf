/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the events of streams go: on their span, out as log events, or nowhere. Thread-safe. */
final class StreamEvents {

  private final boolean onSpan;
  private final @Nullable Logger logger;

  StreamEvents(String destination, Logger logger) {
    this.onSpan = destination.equals("span");
    this.logger = destination.equals("log") ? logger : null;
  }

  /** Whether they go on the span, at its end. */
  boolean onSpan() {
    return onSpan;
  }

  /** Whether each goes out at once. */
  boolean asLogs() {
    return logger != null;
  }

  void log(Context context, String name, Attributes attributes, long epochNanos) {
    if (logger != null) {
      logger
          .logRecordBuilder()
          .setContext(context)
          .setTimestamp(epochNanos, TimeUnit.NANOSECONDS)
          .setEventName("streamscope.stream." + name)
          .setAllAttributes(attributes)
          .emit();
    }
  }
}
