/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

/**
 * A deadline of a library that tells of itself with no exception: it closes the body, which looks
 * like the application closing it. Whoever knows the library says when the deadline is at work on
 * the calling thread; what is closed there meanwhile was closed by it. Never throws.
 */
public final class Deadline {

  private static final ThreadLocal<Boolean> atWork = new ThreadLocal<>();

  private Deadline() {}

  /** The time is up; the calling thread is about to stop whatever is still being read. */
  public static void begin() {
    atWork.set(true);
  }

  /** The calling thread has stopped it, or there was nothing to stop. */
  public static void end() {
    atWork.remove();
  }

  static boolean isAtWork() {
    return atWork.get() != null;
  }
}
