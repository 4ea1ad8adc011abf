/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The threads that the client makes, by kind: which number a pool is at is a matter of timing. Not
 * counted are those that were there before and those that inherited another class loader than the
 * application's.
 */
final class Threads {

  private static final int COLLECTIONS_MAX = 50;
  private static final Set<Thread> BEFORE = new HashSet<>();

  /** Kinds that come and go with a timing of their own, whoever closes the client. */
  private static final Set<String> TRANSIENT =
      Set.of(
          "OkHttp TaskRunner",
          "Okio Watchdog",
          "Cleaner-N",
          "ForkJoinPool.commonPool-worker-N",
          "Thread-N",
          "DefaultSleeper",
          "RetryingHttpClient");

  private Threads() {}

  /** Remembers which threads are there before the client. */
  static void remember() {
    BEFORE.addAll(Thread.getAllStackTraces().keySet());
  }

  static String kind(Thread thread) {
    String name = thread.getName();
    if (name.startsWith("OkHttp http")) {
      return "OkHttp Dispatcher"; // named after its call while it is at it
    }
    return name.startsWith("OkHttp ") && !name.endsWith("Dispatcher")
        ? "OkHttp TaskRunner" // named after its task
        : name.replaceAll("\\d+", "N");
  }

  /** What lives now. */
  static TreeSet<String> kinds() {
    TreeSet<String> kinds = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!BEFORE.contains(thread)
          && thread.getContextClassLoader() == ClassLoader.getSystemClassLoader()) {
        kinds.add(kind(thread));
      }
    }
    kinds.removeAll(TRANSIENT);
    return kinds;
  }

  /** What is left once the client is closed and collected. */
  static TreeSet<String> left() {
    TreeSet<String> kinds = kinds();
    for (int i = 0; i < COLLECTIONS_MAX && !kinds.isEmpty(); i++) {
      System.gc();
      kinds = kinds();
    }
    return kinds;
  }
}
