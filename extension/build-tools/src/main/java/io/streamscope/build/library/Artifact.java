/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import org.jspecify.annotations.Nullable;

/**
 * A jar in a repository.
 *
 * @param version null where something else says it: the version of a line, or a bill of materials
 */
public record Artifact(String group, String name, @Nullable String version) {

  /** Reads {@code group:name} or {@code group:name:version}. */
  static Artifact parse(String text) {
    String[] parts = text.split(":", -1);
    boolean named = parts.length == 2 || parts.length == 3;
    for (String part : parts) {
      named &= part.matches("[A-Za-z0-9._-]+");
    }
    if (!named) {
      throw new IllegalArgumentException(
          "expected group:name or group:name:version but found '" + text + "'");
    }
    return new Artifact(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
  }

  /** The same with a version, if it has none. */
  Artifact orVersion(String other) {
    return version == null ? withVersion(other) : this;
  }

  Artifact withVersion(String other) {
    return new Artifact(group, name, other);
  }

  @Override
  public String toString() {
    return group + ":" + name + (version == null ? "" : ":" + version);
  }
}
