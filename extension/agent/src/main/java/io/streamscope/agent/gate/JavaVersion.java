/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent.gate;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/** Whether this JVM can run Streamscope; says so once if not. Java 8 only in this package. */
final class JavaVersion {

  private static final Logger logger = Logger.getLogger("io.streamscope");
  private static final int FLOOR = 17;
  private static final AtomicBoolean told = new AtomicBoolean();

  private JavaVersion() {}

  static boolean isSupported() {
    return isSupported(System.getProperty("java.specification.version", ""));
  }

  static boolean isSupported(String specificationVersion) {
    boolean supported = major(specificationVersion) >= FLOOR;
    if (!supported && told.compareAndSet(false, true)) {
      logger.info(
          "Streamscope is inactive: it needs Java " + FLOOR + ", this is " + specificationVersion);
    }
    return supported;
  }

  private static int major(String specificationVersion) {
    try {
      // 1.8 before Java 9, 11 and so on since
      return Integer.parseInt(specificationVersion);
    } catch (NumberFormatException old) {
      return 0;
    }
  }
}
