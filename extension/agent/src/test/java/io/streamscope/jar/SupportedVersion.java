/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import io.streamscope.build.library.Libraries;
import io.streamscope.build.library.Library;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a module does about a version of its library, as the directory {@code libraries} says.
 *
 * @param module name of its class
 * @param applies whether it applies to that version
 * @param library file name and version, {@code okhttp-stream/3.14.0}
 */
record SupportedVersion(String module, boolean applies, String library) {

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
                    library.name() + "/" + version.version()));
  }

  private static Stream<SupportedVersion> newer(Library library) {
    return FinishedJar.newerVersions().stream()
        .filter(name -> name.startsWith(library.name() + "/"))
        .map(name -> new SupportedVersion(library.module(), true, name));
  }

  /** Modules for something that has no version of its own. */
  static Stream<String> modulesOfTheJdk() {
    return libraries().filter(Library::ofTheJdk).map(Library::module);
  }

  static Stream<Library> libraries() {
    return Libraries.read(Path.of(System.getProperty("libraries.data"))).all().stream();
  }

  @Override
  public String toString() {
    return module.substring(module.lastIndexOf('.') + 1) + " " + library;
  }
}
