/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

/**
 * The threads on which the JDK tells that an object was garbage-collected. A library that closes
 * there does so because the application has dropped what it should have closed. Threads that a
 * library has for the same purpose are not known.
 */
final class CleanerThread {

  private static final String FINALIZER = "java.lang.ref.Finalizer$FinalizerThread";
  private static final String OF_THE_JDK = "jdk.internal.misc.InnocuousThread";

  private CleanerThread() {}

  /** Whether the calling thread is one. */
  static boolean isCurrent() {
    Thread thread = Thread.currentThread();
    String type = thread.getClass().getName();
    return type.equals(FINALIZER)
        || (type.equals(OF_THE_JDK) && thread.getName().contains("Cleaner"));
  }
}
