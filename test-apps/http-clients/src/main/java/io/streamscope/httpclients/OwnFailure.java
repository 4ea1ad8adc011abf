/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

/** An exception of the application's own, thrown while it handles an event. */
final class OwnFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OwnFailure() {
    super("the application's own");
  }

  /** Whether an exception is this very object or was caused by it. */
  boolean isIn(Throwable failure) {
    for (Throwable link = failure; link != null; link = link.getCause()) {
      if (link == this) {
        return true;
      }
    }
    return false;
  }
}
