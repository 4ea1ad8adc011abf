/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import java.util.List;

/**
 * A version of a library, and what a module does about it.
 *
 * @param role why it is there
 * @param jars what our references need of it, each with a version; nothing is added to them
 */
public record LibraryVersion(Role role, String version, List<Artifact> jars) {

  /** Why a version is listed. */
  public enum Role {
    /** The lowest that is supported. */
    FLOOR,
    /** Supported. */
    TESTED,
    /** The highest that is known. */
    NEWEST,
    /** Not supported: the module leaves it alone. */
    OUTSIDE
  }

  /** What our references need of another version, if it is cut like this one. */
  public List<Artifact> jarsOf(String other) {
    return jars.stream()
        .map(jar -> version.equals(jar.version()) ? jar.withVersion(other) : jar)
        .toList();
  }

  /** Whether the module applies to it. */
  public boolean isSupported() {
    return role != Role.OUTSIDE;
  }
}
