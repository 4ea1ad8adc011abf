/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

/** What is on the heap. */
final class Heap {

  private Heap() {}

  /** Bytes in use after a garbage collection. */
  static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime jvm = Runtime.getRuntime();
    return jvm.totalMemory() - jvm.freeMemory();
  }
}
