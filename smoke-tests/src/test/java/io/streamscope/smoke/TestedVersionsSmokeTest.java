/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.smoke.contract.Tested;
import io.streamscope.smoke.contract.Tested.Cell;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Compares the table of tested versions with the tests, or writes it ({@code -Pdocs}). */
class TestedVersionsSmokeTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path DOCUMENT = ROOT.resolve("docs/supported-libraries.md");
  private static final String MARK = "## Tested versions\n";
  private static final boolean WRITE = Boolean.getBoolean("docs.write");

  @Test
  void table_isThatOfTheTests() throws IOException, ReflectiveOperationException {
    StringBuilder table =
        new StringBuilder(
            "\nEach row is a smoke test in a real JVM. Numbers behind a name are versions.\n\n"
                + "| what | versions | agent | advice | JDK | tests |\n|---|---|---|---|---|---|\n");
    Set<String> rows = new TreeSet<>();
    for (Class<?> type : contracts()) {
      rows.add(row(type));
    }
    rows.forEach(table::append);

    String document = Files.readString(DOCUMENT);
    String head = document.substring(0, document.indexOf(MARK) + MARK.length());
    if (WRITE) {
      Files.writeString(DOCUMENT, head + table);
    }

    assertThat(rows).hasSizeGreaterThan(50);
    assertThat(Files.readString(DOCUMENT)).as("run mvn verify -Pdocs").isEqualTo(head + table);
  }

  private static Set<Class<?>> contracts() throws IOException, ReflectiveOperationException {
    Path classes = ROOT.resolve("smoke-tests/target/test-classes/io/streamscope/smoke");
    Set<Class<?>> found = new TreeSet<>((one, two) -> one.getName().compareTo(two.getName()));
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.contains("$") && name.endsWith(".class")) {
          Class<?> type = Class.forName("io.streamscope.smoke." + name.replace(".class", ""));
          if (Tested.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            found.add(type);
          }
        }
      }
    }
    return found;
  }

  private static String row(Class<?> type) throws ReflectiveOperationException {
    Class<?> outer = type.getEnclosingClass();
    Constructor<?> ofOuter = outer.getDeclaredConstructor();
    Constructor<?> ofInner = type.getDeclaredConstructor(outer);
    ofOuter.setAccessible(true);
    ofInner.setAccessible(true);
    Cell cell = ((Tested) ofInner.newInstance(ofOuter.newInstance())).tested();
    Setup setup = cell.setup();
    return "| %s | %s | %s | %s | %s | %d |\n"
        .formatted(
            cell.what(),
            cell.versions().isEmpty() ? "that of the JDK" : cell.versions(),
            setup.agentVersion(),
            setup.indy() ? "called" : "inlined",
            setup.javaVersion() == 0 ? "17" : setup.javaVersion(),
            tests(type));
  }

  private static long tests(Class<?> type) {
    long count = 0;
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        boolean isTest =
            method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class);
        count += isTest ? 1 : 0;
      }
    }
    return count;
  }
}
