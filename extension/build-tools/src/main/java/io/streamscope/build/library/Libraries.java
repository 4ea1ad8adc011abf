/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import io.streamscope.build.BuildFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All files of the directory {@code libraries}, in the order of their names. Immutable. */
public final class Libraries {

  private static final String ENDING = ".csv";

  private final List<Library> all;

  private Libraries(List<Library> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Reads them.
   *
   * @throws BuildFailure with file and line, if one cannot be understood
   */
  public static Libraries read(Path directory) {
    List<Library> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Libraries::isLibrary).sorted().toList()) {
        String name = file.getFileName().toString();
        all.add(
            LibraryParser.parse(
                name.substring(0, name.length() - ENDING.length()), Files.readAllLines(file)));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    check(all);
    return new Libraries(all);
  }

  private static boolean isLibrary(Path file) {
    return file.getFileName().toString().endsWith(ENDING);
  }

  private static void check(List<Library> all) {
    Map<String, String> modules = new HashMap<>();
    Set<String> classPaths = new HashSet<>(Set.of(TestLine.OWN_CLASS_PATH));
    for (Library library : all) {
      String other = modules.putIfAbsent(library.module(), library.name());
      if (other != null) {
        throw new BuildFailure(library.module() + " is in " + other + " and " + library.name());
      }
      for (ClassPath classPath : library.classPaths()) {
        if (!classPaths.add(classPath.name())) {
          throw new BuildFailure(classPath.origin() + ": 'app' of that name exists already");
        }
      }
    }
    for (Library library : all) {
      for (TestLine test : library.tests()) {
        if (!classPaths.contains(test.classPath())) {
          throw new BuildFailure(test.origin() + ": no 'app' is called " + test.classPath());
        }
      }
    }
  }

  /** One a module. */
  public List<Library> all() {
    return all;
  }

  /** Those of all files. */
  public List<ClassPath> classPaths() {
    return all.stream().flatMap(library -> library.classPaths().stream()).toList();
  }

  /** All lines {@code test} and {@code matrix}. */
  public List<TestLine> listedTests() {
    return all.stream().flatMap(library -> library.tests().stream()).toList();
  }

  /** What is to be run: in every build, or all that is known. */
  public List<TestLine> tests(boolean matrix) {
    return matrix
        ? Matrix.of(listedTests())
        : listedTests().stream().filter(TestLine::everyBuild).toList();
  }
}
