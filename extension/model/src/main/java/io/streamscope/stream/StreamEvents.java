/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Where the events of streams go: on their span, out as log events, or nowhere. Thread-safe. */
final class StreamEvents {

  static final AttributeKey<Long> BYTES = longKey("bytes");
  static final AttributeKey<Long> CHUNKS = longKey("chunks");
  static final AttributeKey<Long> INDEX = longKey("index");
  static final AttributeKey<Double> GAP = doubleKey("gap");

  private final boolean onSpan;
  private final @Nullable Logger logger;

  StreamEvents(String destination, Logger logger) {
    this.onSpan = destination.equals("span");
    this.logger = destination.equals("log") ? logger : null;
  }

  boolean enabled() {
    return onSpan || logger != null;
  }

  void emit(Span span, Context context, String name, Attributes attributes) {
    if (onSpan) {
      span.addEvent(name, attributes);
    } else if (logger != null) {
      logger
          .logRecordBuilder()
          .setContext(context)
          .setEventName("streamscope.stream." + name)
          .setAllAttributes(attributes)
          .emit();
    }
  }
}
