/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import io.streamscope.build.BuildFailure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the lines of one file. Every mistake is a {@link BuildFailure} that names file and line.
 * What the lines mean is said in {@code libraries/README.md}.
 */
final class LibraryParser {

  private static final Set<LibraryVersion.Role> NEEDED =
      EnumSet.of(
          LibraryVersion.Role.FLOOR, LibraryVersion.Role.NEWEST, LibraryVersion.Role.OUTSIDE);
  private static final String MODULE = "io\\.streamscope\\.instrumentation\\.[a-z0-9_.]+[A-Z]\\w+";

  private static final String NO_SUBJECT = "-";

  private final String name;
  private String module = "";
  private boolean ofTheJdk;
  private List<Artifact> jars = List.of();
  private final List<LibraryVersion> versions = new ArrayList<>();
  private final List<Absence> absences = new ArrayList<>();
  private final List<ClassPath> classPaths = new ArrayList<>();
  private final List<TestLine> tests = new ArrayList<>();
  private int line;

  private LibraryParser(String name) {
    this.name = name;
  }

  static Library parse(String name, List<String> lines) {
    LibraryParser parser = new LibraryParser(name);
    for (String text : lines) {
      parser.line++;
      if (!text.isBlank() && !text.startsWith("#")) {
        parser.read(List.of(text.split(",", -1)));
      }
    }
    parser.check();
    return new Library(
        name,
        parser.module,
        parser.ofTheJdk,
        List.copyOf(parser.versions),
        List.copyOf(parser.absences),
        List.copyOf(parser.classPaths),
        List.copyOf(parser.tests));
  }

  private void read(List<String> cells) {
    try {
      if (cells.stream().anyMatch(cell -> cell.isEmpty() || !cell.equals(cell.strip()))) {
        throw new IllegalArgumentException("empty value, or blanks around one");
      }
      List<String> values = cells.subList(1, cells.size());
      switch (cells.get(0)) {
        case "module" -> module = module(only(values));
        case "jdk" -> ofTheJdk = true;
        case "jars" -> jars = atLeast(1, values).stream().map(Artifact::parse).toList();
        case "floor", "tested", "newest", "outside" -> version(cells.get(0), atLeast(1, values));
        case "absent" -> absent(atLeast(2, values));
        case "app" -> classPath(atLeast(1, values));
        case "test", "matrix" -> test(cells.get(0).equals("test"), atLeast(3, values));
        default -> throw new IllegalArgumentException("unknown line '" + cells.get(0) + "'");
      }
    } catch (IllegalArgumentException wrong) {
      throw new BuildFailure(origin() + ": " + wrong.getMessage(), wrong);
    }
  }

  private String origin() {
    return "libraries/" + name + ".csv:" + line;
  }

  private static String only(List<String> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException("expected one value but found " + values);
    }
    return values.get(0);
  }

  private static List<String> atLeast(int count, List<String> values) {
    if (values.size() < count) {
      throw new IllegalArgumentException("expected " + count + " values or more, found " + values);
    }
    return values;
  }

  private static String module(String type) {
    if (!type.matches(MODULE)) {
      throw new IllegalArgumentException("no class of an instrumentation module: '" + type + "'");
    }
    return type;
  }

  private void version(String role, List<String> values) {
    String version = values.get(0);
    if (jars.isEmpty()) {
      throw new IllegalArgumentException("a line 'jars' has to come before '" + role + "'");
    }
    if (version.contains(":") || versions.stream().anyMatch(one -> one.version().equals(version))) {
      throw new IllegalArgumentException("no version, or one that was there: '" + version + "'");
    }
    List<Artifact> all = new ArrayList<>(jars);
    values.subList(1, values.size()).forEach(value -> all.add(Artifact.parse(value)));
    versions.add(
        new LibraryVersion(
            LibraryVersion.Role.valueOf(role.toUpperCase(Locale.ROOT)),
            version,
            all.stream().map(artifact -> artifact.orVersion(version)).toList()));
  }

  private void absent(List<String> values) {
    List<String> known = versions.stream().map(LibraryVersion::version).toList();
    List<String> where = values.subList(1, values.size());
    boolean all =
        ofTheJdk
            ? where.stream().allMatch(version -> version.matches("jdk-[0-9]+"))
            : known.containsAll(where);
    if (!all) {
      throw new IllegalArgumentException(where + " are not all among the versions " + known);
    }
    absences.add(new Absence(values.get(0), List.copyOf(where)));
  }

  private void classPath(List<String> values) {
    Artifact bill = null;
    List<Artifact> artifacts = new ArrayList<>();
    List<Artifact> exclusions = new ArrayList<>();
    for (String value : values.subList(1, values.size())) {
      if (value.startsWith("bom ")) {
        bill = Artifact.parse(value.substring("bom ".length()));
      } else if (value.startsWith("!")) {
        exclusions.add(Artifact.parse(value.substring(1)));
      } else {
        artifacts.add(Artifact.parse(value));
      }
    }
    if (bill == null && artifacts.stream().anyMatch(artifact -> artifact.version() == null)) {
      throw new IllegalArgumentException("an artifact has no version, and there is no bom");
    }
    classPaths.add(new ClassPath(values.get(0), bill, artifacts, exclusions, origin()));
  }

  private void test(boolean everyBuild, List<String> values) {
    boolean named = values.size() > 3 && !values.get(3).equals(NO_SUBJECT);
    List<String> subjects = named ? List.of(values.get(3).split(" ", -1)) : List.of();
    List<String> details = values.size() > 4 ? values.subList(4, values.size()) : List.of();
    tests.add(
        new TestLine(
            values.get(0),
            values.get(1),
            values.get(2),
            subjects,
            List.copyOf(details),
            everyBuild,
            origin()));
  }

  private void check() {
    String file = "libraries/" + name + ".csv";
    if (module.isEmpty()) {
      throw new BuildFailure(file + ": no line 'module'");
    }
    if (ofTheJdk != versions.isEmpty()) {
      throw new BuildFailure(file + ": needs versions, or a line 'jdk', and not both");
    }
    Set<LibraryVersion.Role> roles =
        versions.stream().map(LibraryVersion::role).collect(Collectors.toSet());
    Set<LibraryVersion.Role> missing = new HashSet<>(ofTheJdk ? Set.of() : NEEDED);
    missing.removeAll(roles);
    if (!missing.isEmpty()) {
      throw new BuildFailure(file + ": has no line for " + missing);
    }
    for (LibraryVersion.Role role :
        List.of(LibraryVersion.Role.FLOOR, LibraryVersion.Role.NEWEST)) {
      if (versions.stream().filter(version -> version.role() == role).count() > 1) {
        throw new BuildFailure(file + ": has more than one line for " + role);
      }
    }
  }
}
