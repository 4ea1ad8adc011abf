/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;

/** What is told of a stream while it passes, by up to three numbers. */
enum StreamEvent {
  /** It has begun. */
  STREAM_START,
  /** Its first chunk: bytes. */
  FIRST_CHUNK,
  /** A chunk that sums up those since the event before: its index, chunks, bytes. */
  DELTA,
  /** A gap over the threshold: nanoseconds. */
  STALL;

  static final AttributeKey<Long> BYTES = longKey("bytes");
  static final AttributeKey<Long> CHUNKS = longKey("chunks");
  static final AttributeKey<Long> INDEX = longKey("index");
  static final AttributeKey<Double> GAP = doubleKey("gap");

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The event's name. */
  String text() {
    return text;
  }

  Attributes attributes(long first, long second, long third) {
    return switch (this) {
      case STREAM_START -> Attributes.empty();
      case FIRST_CHUNK -> Attributes.of(BYTES, first);
      case DELTA -> Attributes.of(INDEX, first, CHUNKS, second, BYTES, third);
      case STALL -> Attributes.of(GAP, first / 1e9);
    };
  }
}
