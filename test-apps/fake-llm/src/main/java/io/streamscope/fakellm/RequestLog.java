/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The requests that have ended, oldest first; the newest {@value #CAPACITY} are kept. */
final class RequestLog {
  static final int CAPACITY = 10_000;

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<LoggedRequest> requests = new ArrayDeque<>();

  void add(LoggedRequest request) {
    lock.lock();
    try {
      if (requests.size() == CAPACITY) {
        requests.removeFirst();
      }
      requests.addLast(request);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<LoggedRequest> snapshot() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      requests.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until at least so many requests match, or the time is over; returns what matches. */
  List<LoggedRequest> await(Predicate<LoggedRequest> filter, int count, Duration timeout)
      throws InterruptedException {
    long nanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        List<LoggedRequest> matching = requests.stream().filter(filter).toList();
        if (matching.size() >= count || nanos <= 0) {
          return matching;
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
