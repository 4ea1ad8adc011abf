/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import io.streamscope.build.library.Absence;
import io.streamscope.build.library.Libraries;
import io.streamscope.build.library.Library;
import io.streamscope.build.library.LibraryVersion;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a module does about a version of its library, as the directory {@code libraries} says.
 *
 * @param module name of its class
 * @param applies whether it applies to that version
 * @param library file name and version, {@code okhttp-stream/3.14.0}
 * @param absent type descriptions, and advice, for which that version has nothing
 */
record SupportedVersion(String module, boolean applies, String library, Set<String> absent) {

  /** Those that are listed, and with {@code -Pmatrix} what the registry has besides. */
  static Stream<SupportedVersion> all() {
    return libraries().flatMap(library -> Stream.concat(listed(library), newer(library)));
  }

  private static Stream<SupportedVersion> listed(Library library) {
    return library.versions().stream()
        .map(
            version ->
                new SupportedVersion(
                    library.module(),
                    version.isSupported(),
                    library.name() + "/" + version.version(),
                    absent(library, version.version())));
  }

  /** What is absent from the newest listed version may be absent from them, too. */
  private static Stream<SupportedVersion> newer(Library library) {
    return FinishedJar.newerVersions().stream()
        .filter(name -> name.startsWith(library.name() + "/"))
        .map(
            name ->
                new SupportedVersion(
                    library.module(), true, name, absent(library, newest(library))));
  }

  private static String newest(Library library) {
    return library.versions().stream()
        .filter(version -> version.role() == LibraryVersion.Role.NEWEST)
        .map(LibraryVersion::version)
        .findFirst()
        .orElseThrow();
  }

  /** Every module that a file describes. */
  static Set<String> modules() {
    return libraries().map(Library::module).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Modules for something that has no version of its own, with what {@code jdk}, say "jdk-25", does
   * not have.
   */
  static Stream<SupportedVersion> ofTheJdk(String jdk) {
    return libraries()
        .filter(Library::ofTheJdk)
        .map(library -> new SupportedVersion(library.module(), true, jdk, absent(library, jdk)));
  }

  private static Set<String> absent(Library library, String version) {
    return library.absences().stream()
        .filter(absence -> absence.versions().contains(version))
        .map(Absence::description)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<Library> libraries() {
    return Libraries.read(Path.of(System.getProperty("libraries.data"))).all().stream();
  }

  @Override
  public String toString() {
    return module.substring(module.lastIndexOf('.') + 1) + " " + library;
  }
}
