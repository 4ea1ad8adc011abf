/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps metric labels bounded: after {@value #LIMIT} distinct values of a key, in all metrics of
 * the JVM, every new one becomes {@code other}. Thread-safe.
 */
public final class BoundedLabels {

  /** How many distinct values a label may have. */
  public static final int LIMIT = 200;

  private static final String OTHER = "other";

  private final Runnable cut;
  private final Map<String, Set<String>> admitted = new ConcurrentHashMap<>();

  /**
   * @param cut told of each value that becomes {@code other}
   */
  BoundedLabels(Runnable cut) {
    this.cut = cut;
  }

  /** The value itself while there is room, {@code other} afterwards; null stays null. */
  public @Nullable String admit(AttributeKey<String> key, @Nullable String value) {
    if (value == null) {
      return null;
    }
    Set<String> values = admitted.get(key.getKey());
    if (values == null) {
      values = admitted.computeIfAbsent(key.getKey(), first -> ConcurrentHashMap.newKeySet());
    }
    if (values.contains(value) || add(values, value)) {
      return value;
    }
    cut.run();
    return OTHER;
  }

  private boolean add(Set<String> values, String value) {
    if (values.size() >= LIMIT) {
      return false;
    }
    synchronized (this) {
      if (values.size() < LIMIT) {
        values.add(value);
      }
      return values.contains(value);
    }
  }
}
