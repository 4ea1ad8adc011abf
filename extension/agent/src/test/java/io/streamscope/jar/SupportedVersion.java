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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of {@code src/test/resources/muzzle}: what a module does about a version of its library.
 *
 * @param module name of its class
 * @param applies whether it applies to that version
 * @param library name and version
 * @param absent type descriptions, and advice, for which that version has nothing
 */
record SupportedVersion(String module, boolean applies, String library, Set<String> absent) {

  private static final Path FILES = Path.of("src/test/resources/muzzle");
  private static final String COMMENT = "#";
  private static final String JDK = "jdk";

  static Stream<SupportedVersion> all() {
    return files().filter(lines -> !isOfTheJdk(lines)).flatMap(SupportedVersion::of);
  }

  /** Lines {@code absent} for a version that nobody looks at. */
  static Stream<String> unusedLines() {
    return files().flatMap(lines -> lines.stream().filter(line -> isUnused(line, lines)));
  }

  private static boolean isUnused(String line, List<String> lines) {
    return is(line, "absent")
        && !Stream.of(line.split(",", -1))
            .skip(2)
            .allMatch(
                version ->
                    isOfTheJdk(lines)
                        ? version.startsWith(JDK)
                        : lines.contains("applies," + version));
  }

  /** Modules for something that has no version of its own. */
  static Stream<String> modulesOfTheJdk() {
    return files().filter(SupportedVersion::isOfTheJdk).map(SupportedVersion::module);
  }

  /** The same, with what {@code jdk}, say "jdk-25", does not have. */
  static Stream<SupportedVersion> ofTheJdk(String jdk) {
    return files()
        .filter(SupportedVersion::isOfTheJdk)
        .map(lines -> new SupportedVersion(module(lines), true, jdk, absent(lines, jdk)));
  }

  private static boolean isOfTheJdk(List<String> lines) {
    return lines.get(1).equals(JDK);
  }

  private static Stream<List<String>> files() {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.sorted().map(SupportedVersion::lines).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith(COMMENT)).toList();
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
        .filter(line -> !is(line, "absent"))
        .map(
            line ->
                is(line, "applies")
                    ? applies(module, value(line, "applies"), lines)
                    : new SupportedVersion(module, false, value(line, "leaves"), Set.of()));
  }

  private static SupportedVersion applies(String module, String library, List<String> lines) {
    return new SupportedVersion(module, true, library, absent(lines, library));
  }

  /** What lines {@code absent,<what>,<version>,…} say about the library. */
  private static Set<String> absent(List<String> lines, String library) {
    return lines.stream()
        .filter(line -> is(line, "absent"))
        .map(line -> List.of(value(line, "absent").split(",", -1)))
        .filter(values -> values.subList(1, values.size()).contains(library))
        .map(values -> values.get(0))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean is(String line, String key) {
    return line.startsWith(key + ",");
  }

  private static String value(String line, String key) {
    if (!is(line, key)) {
      throw new IllegalStateException("expected " + key + " in " + line);
    }
    return line.substring(key.length() + 1);
  }

  @Override
  public String toString() {
    return module.substring(module.lastIndexOf('.') + 1) + " " + library;
  }
}
