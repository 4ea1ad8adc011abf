/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one metric label bounded: after {@value #LIMIT} distinct values every new one becomes
 * {@code other}. Thread-safe.
 */
public final class BoundedLabels {

  /** How many distinct values a label may have. */
  public static final int LIMIT = 200;

  private static final String OTHER = "other";

  private final Set<String> admitted = ConcurrentHashMap.newKeySet();

  /** The value itself while there is room, {@code other} afterwards; null stays null. */
  public @Nullable String admit(@Nullable String value) {
    if (value == null || admitted.contains(value)) {
      return value;
    }
    return admitted.size() < LIMIT && add(value) ? value : OTHER;
  }

  private synchronized boolean add(String value) {
    if (admitted.size() < LIMIT) {
      admitted.add(value);
    }
    return admitted.contains(value);
  }
}
