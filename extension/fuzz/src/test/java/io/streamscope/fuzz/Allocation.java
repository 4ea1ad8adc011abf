/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes a parser allocates on its thread. */
final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Fails if the work allocates more; it may be done again, as the first time loads classes. */
  static void assertAtMost(long bytes, Runnable work) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5 && least > bytes; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes allocated").isLessThanOrEqualTo(bytes);
  }
}
