/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.util.Collection;

/** The build must stop; the message says what to change. */
public final class BuildFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What to change. */
  public BuildFailure(String message) {
    super(message);
  }

  /** What to change. */
  public BuildFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Stops the build if there is any violation, and names them all. */
  static void ifAny(String title, Collection<String> violations) {
    if (!violations.isEmpty()) {
      throw new BuildFailure(title + ":\n  " + String.join("\n  ", violations));
    }
  }
}
