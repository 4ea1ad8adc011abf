/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.build.library.Libraries;
import io.streamscope.build.library.TestLine;
import io.streamscope.smoke.contract.Tested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the table of tested versions with what is run, or writes it ({@code -Pdocs}). */
class TestedVersionsSmokeTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path DOCUMENT = ROOT.resolve("docs/supported-libraries.md");
  private static final String MARK = "## Tested versions\n";
  private static final boolean WRITE = Boolean.getBoolean("docs.write");
  private static final String HEAD =
      """

      Each row is a test in a real JVM, in every build or every night. At night, besides, each runs with \
      both agents, advice inlined and called, on JDK 17 and 25. All versions that the files in \
      [libraries](../libraries) list are checked without a JVM in every build. Numbers behind a name are \
      versions.

      | what | versions | agent | advice | JDK | run |
      |---|---|---|---|---|---|
      """;
  private static final String SDKS =
      """

      ## What is asked with SDKs

      Each way of asking is played in all rows above that say "models asked with an SDK" of these \
      versions, and with what may happen to a call: all of that with the first way of its kind (in one \
      piece or a stream, blocking or not), a few with every way. The names are those of the test app \
      `sdk-clients`. A version that is not in the table has no smoke test.

      | SDK | versions | call | stream | async | tools | embeddings | errors and other ends |
      |---|---|---|---|---|---|---|---|
      """;
  private static final String SDK_CONTRACT = "ModelSdkContract";

  @Test
  void table_isThatOfTheTests() throws IOException, ReflectiveOperationException {
    Set<String> rows = new TreeSet<>();
    for (TestLine line : Libraries.read(ROOT.resolve("libraries")).listedTests()) {
      List<String> subjects = line.subjects().isEmpty() ? List.of("") : line.subjects();
      for (String subject : subjects) {
        rows.add(row(line, subject));
      }
    }
    List<String> asked = SdkAbilities.rows(classPathsOfSdks());
    String table = HEAD + String.join("", rows) + SDKS + String.join("", asked);

    String document = Files.readString(DOCUMENT);
    String head = document.substring(0, document.indexOf(MARK) + MARK.length());
    if (WRITE) {
      Files.writeString(DOCUMENT, head + table);
    }

    assertThat(rows).hasSizeGreaterThan(50);
    assertThat(asked).hasSizeGreaterThan(2);
    assertThat(Files.readString(DOCUMENT)).as("run mvn verify -Pdocs").isEqualTo(head + table);
  }

  /** Modules are built some at a time: one that is not waited for may be missing. */
  @Test
  void everyTestApp_isBuiltBefore() throws IOException {
    Path apps = ROOT.resolve("test-apps");
    String awaited = Files.readString(apps.resolve("all/pom.xml"));

    try (Stream<Path> found = Files.list(apps)) {
      assertThat(found.filter(app -> Files.exists(app.resolve("pom.xml")) && !app.endsWith("all")))
          .hasSizeGreaterThan(20)
          .allMatch(app -> awaited.contains("<artifactId>" + app.getFileName() + "</artifactId>"));
    }
  }

  private static List<String> classPathsOfSdks() {
    return Libraries.read(ROOT.resolve("libraries")).listedTests().stream()
        .filter(line -> line.contract().equals(SDK_CONTRACT))
        .map(TestLine::classPath)
        .distinct()
        .sorted()
        .toList();
  }

  private static String row(TestLine line, String subject) throws ReflectiveOperationException {
    Class<?> contract = Class.forName("io.streamscope.smoke.contract." + line.contract());
    Tested tested = contract.getAnnotation(Tested.class);
    String[] setup = line.setup().split(" ");
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            tested.value().formatted(subject),
            versions(line.classPath()),
            System.getProperty("agent." + setup[0]),
            setup[1],
            setup[2],
            line.everyBuild() ? "every build" : "nightly");
  }

  private static String versions(String classPath) {
    return switch (classPath) {
      case "jdk" -> "that of the JDK";
      case TestLine.OWN_CLASS_PATH -> "those of the demo";
      default -> classPath;
    };
  }
}
