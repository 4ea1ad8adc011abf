/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import io.streamscope.sink.OtlpDecoder.TimedPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** All that arrived, and a way to wait for more. */
final class TelemetryStore {
  private record Series(String name, Map<String, Object> attributes) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<SpanRecord> spans = new ArrayList<>();
  private final Map<Series, TimedPoint> points = new HashMap<>();
  private final List<LogEntry> logs = new ArrayList<>();
  private long version;
  private long lastSpanNanos = System.nanoTime();

  void addSpans(List<SpanRecord> arrived) {
    change(
        () -> {
          spans.addAll(arrived);
          lastSpanNanos = System.nanoTime();
        });
  }

  void addLogs(List<LogEntry> arrived) {
    change(() -> logs.addAll(arrived));
  }

  void addPoints(List<TimedPoint> arrived) {
    change(
        () -> {
          for (TimedPoint timed : arrived) {
            MetricPoint point = timed.point();
            points.merge(
                new Series(point.name(), point.attributes()),
                timed,
                (old, now) -> now.timeNanos() >= old.timeNanos() ? now : old);
          }
        });
  }

  void clear() {
    change(
        () -> {
          spans.clear();
          lastSpanNanos = System.nanoTime();
          points.clear();
          logs.clear();
        });
  }

  List<SpanRecord> spans() {
    return locked(() -> List.copyOf(spans));
  }

  List<LogEntry> logs() {
    return locked(() -> List.copyOf(logs));
  }

  List<MetricPoint> points() {
    return locked(
        () ->
            points.values().stream()
                .map(TimedPoint::point)
                .sorted(
                    Comparator.comparing(MetricPoint::name)
                        .thenComparing(point -> point.attributes().toString()))
                .toList());
  }

  /** When the newest metrics were collected, nanoseconds since the epoch; 0 if there are none. */
  long newestPointNanos() {
    return locked(() -> points.values().stream().mapToLong(TimedPoint::timeNanos).max().orElse(0));
  }

  /**
   * Waits until {@code condition} holds for the {@code view} of this store.
   *
   * @throws AssertionError with the description of the last view, once the time is over
   */
  <T> T await(
      Supplier<T> view, Predicate<T> condition, Duration atMost, Function<T, String> description) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      long seen = locked(() -> version);
      T current = view.get();
      if (condition.test(current)) {
        return current;
      }
      if (!awaitChange(seen, deadline)) {
        throw new AssertionError(
            "The condition did not come true within "
                + atMost.toMillis()
                + " ms. "
                + description.apply(current));
      }
    }
  }

  /** Waits until no span has arrived for as long as {@code quiet}; false if that took too long. */
  boolean awaitQuiet(Duration quiet, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    lock.lock();
    try {
      while (true) {
        long now = System.nanoTime();
        long untilQuiet = lastSpanNanos + quiet.toNanos() - now;
        if (untilQuiet <= 0) {
          return true;
        }
        if (deadline - now <= 0) {
          return false;
        }
        await(Math.min(untilQuiet, deadline - now));
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitChange(long seen, long deadline) {
    lock.lock();
    try {
      while (version == seen) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !await(left)) {
          return version != seen;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean await(long nanos) {
    try {
      return changed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for telemetry", e);
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      version++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
