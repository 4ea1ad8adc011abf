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
  STREAM_START {
    @Override
    Attributes attributes(long first, long second, long third) {
      return Attributes.empty();
    }
  },
  /** Its first chunk: bytes. */
  FIRST_CHUNK {
    @Override
    Attributes attributes(long bytes, long second, long third) {
      return Attributes.of(BYTES, bytes);
    }
  },
  /** A chunk that sums up those since the event before: its index, chunks, bytes. */
  DELTA {
    @Override
    Attributes attributes(long index, long chunks, long bytes) {
      return Attributes.of(INDEX, index, CHUNKS, chunks, BYTES, bytes);
    }
  },
  /** A gap over the threshold: nanoseconds. */
  STALL {
    @Override
    Attributes attributes(long gapNanos, long second, long third) {
      return Attributes.of(GAP, gapNanos / 1e9);
    }
  };

  static final AttributeKey<Long> BYTES = longKey("bytes");
  static final AttributeKey<Long> CHUNKS = longKey("chunks");
  static final AttributeKey<Long> INDEX = longKey("index");
  static final AttributeKey<Double> GAP = doubleKey("gap");

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The event's name. */
  String text() {
    return text;
  }

  abstract Attributes attributes(long first, long second, long third);
}
