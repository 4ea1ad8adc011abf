/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

/** Something that has begun and that {@link OpenStreams} ends if nobody else does. Thread-safe. */
public interface Abandonable {

  /** When something last happened on it, by the model's clock. */
  long lastActivityNanos();

  /** About once a second: what is due by now, by the model's clock. */
  default void sweep(long nanos) {}

  /** Nobody ended it; the reason is {@code idle}, {@code gc} or {@code shutdown}. */
  void abandon(String reason);
}
