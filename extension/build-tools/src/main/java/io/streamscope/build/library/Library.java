/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import java.util.List;

/**
 * One file of the directory {@code libraries}.
 *
 * @param name of the file, without its ending
 * @param module class name of the instrumentation module
 * @param ofTheJdk whether it has no versions but those of the JDK
 */
public record Library(
    String name,
    String module,
    boolean ofTheJdk,
    List<LibraryVersion> versions,
    List<Absence> absences,
    List<ClassPath> classPaths,
    List<TestLine> tests) {

  /** The version that is supported and lowest. */
  public LibraryVersion floor() {
    return versions.stream()
        .filter(version -> version.role() == LibraryVersion.Role.FLOOR)
        .findFirst()
        .orElseThrow();
  }
}
