/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import io.streamscope.build.library.Libraries;
import io.streamscope.build.library.TestLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a contract is run with: one line {@code test} of a file in {@code libraries}.
 *
 * @param classPath name of the class path, a line {@code app} of such a file
 * @param setup agent, advice and JDK
 * @param details what else the contract wants to know, in the order of the line
 */
public record Cell(String classPath, Setup setup, List<String> details) {

  /**
   * A cell.
   *
   * @param setup as {@link Setup#of} reads it
   */
  public static Cell of(String classPath, String setup, String... details) {
    return new Cell(classPath, Setup.of(setup), List.of(details));
  }

  /**
   * The first cell of a contract that runs a subject in this build, to look at what it left behind
   * without another JVM.
   *
   * @throws IllegalStateException if none does
   */
  public static Cell running(String contract, String subject) {
    Path libraries = Path.of(System.getProperty("project.root"), "libraries");
    TestLine line =
        Libraries.read(libraries).tests(Setup.MATRIX).stream()
            .filter(test -> test.contract().equals(contract))
            .filter(test -> test.subjects().contains(subject) || subject.equals(test.classPath()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no " + contract + " runs " + subject));
    List<String> details = new ArrayList<>();
    if (!line.subjects().isEmpty()) {
      details.addAll(List.of(subject, String.join(" ", line.subjects())));
    }
    details.addAll(line.details());
    return new Cell(line.classPath(), Setup.of(line.setup()), List.copyOf(details));
  }

  /** The same without any agent, on the same JDK. */
  public Cell alone() {
    return new Cell(classPath, Setup.BARE.onJava(setup.javaVersion()), details);
  }

  /** The only detail, or the first. */
  public String detail() {
    return details.get(0);
  }

  @Override
  public String toString() {
    return classPath + " " + setup;
  }
}
