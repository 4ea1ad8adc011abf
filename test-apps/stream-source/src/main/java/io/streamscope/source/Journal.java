/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** All requests in the order in which they came. */
final class Journal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<ServedRequest> requests = new ArrayList<>(); // guarded by lock

  /** Notes a request; its place stays the same when its answer is over. */
  int add(ServedRequest request) {
    lock.lock();
    try {
      requests.add(request);
      changed.signalAll();
      return requests.size() - 1;
    } finally {
      lock.unlock();
    }
  }

  void update(int place, ServedRequest request) {
    lock.lock();
    try {
      requests.set(place, request);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<ServedRequest> requests() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  List<ServedRequest> await(Predicate<List<ServedRequest>> condition, Duration atMost) {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!condition.test(requests)) {
        if (left <= 0) {
          throw new AssertionError("did not come true within " + atMost + ": " + requests);
        }
        left = changed.awaitNanos(left);
      }
      return List.copyOf(requests);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted after " + TimeUnit.NANOSECONDS.toMillis(left));
    } finally {
      lock.unlock();
    }
  }
}
