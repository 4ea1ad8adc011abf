/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of {@code src/test/resources/muzzle}: what a module does about a version of its library.
 *
 * @param module name of its class
 * @param applies whether it applies to that version
 * @param library name and version
 */
record SupportedVersion(String module, boolean applies, String library) {

  private static final Path FILES = Path.of("src/test/resources/muzzle");

  static Stream<SupportedVersion> all() {
    return files().filter(lines -> !isOfTheJdk(lines)).flatMap(SupportedVersion::of);
  }

  /** Modules for something that has no version of its own. */
  static Stream<String> modulesOfTheJdk() {
    return files().filter(SupportedVersion::isOfTheJdk).map(SupportedVersion::module);
  }

  private static boolean isOfTheJdk(List<String> lines) {
    return lines.get(1).equals("jdk");
  }

  private static Stream<List<String>> files() {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.sorted().map(SupportedVersion::lines).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String module(List<String> lines) {
    return value(lines.get(0), "module");
  }

  private static Stream<SupportedVersion> of(List<String> lines) {
    String module = module(lines);
    return lines.stream()
        .skip(1)
        .map(
            line ->
                line.startsWith("applies,")
                    ? new SupportedVersion(module, true, value(line, "applies"))
                    : new SupportedVersion(module, false, value(line, "leaves")));
  }

  private static String value(String line, String key) {
    if (!line.startsWith(key + ",")) {
      throw new IllegalStateException("expected " + key + " in " + line);
    }
    return line.substring(key.length() + 1);
  }

  @Override
  public String toString() {
    return module.substring(module.lastIndexOf('.') + 1) + " " + library;
  }
}
