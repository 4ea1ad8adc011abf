/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import java.util.List;
import java.util.Set;

/**
 * A contract that is run with a class path.
 *
 * @param contract simple name of its class
 * @param classPath name of the class path, {@code -} if the contract brings its own
 * @param setup agent, advice and JDK in words, as in {@code newest called 25}
 * @param subjects what of the class path is tested, one test class each; empty for all of it
 * @param details what else the contract wants to know
 * @param everyBuild whether it is run in every build, else with the matrix
 * @param origin file and line, for messages
 */
public record TestLine(
    String contract,
    String classPath,
    String setup,
    List<String> subjects,
    List<String> details,
    boolean everyBuild,
    String origin) {

  /** The class path of contracts that bring their own. */
  public static final String OWN_CLASS_PATH = "-";

  private static final Set<String> AGENTS = Set.of("floor", "newest");
  private static final Set<String> ADVICE = Set.of("inlined", "called");

  /** Refuses what cannot be a line. */
  public TestLine {
    String[] words = setup.split(" ", -1);
    boolean known =
        words.length == 3
            && AGENTS.contains(words[0])
            && ADVICE.contains(words[1])
            && words[2].matches("[0-9]{2}");
    if (!known) {
      throw new IllegalArgumentException(
          "expected 'floor|newest inlined|called <JDK>' but found '" + setup + "'");
    }
    if (!contract.matches("[A-Z][A-Za-z0-9]*Contract")) {
      throw new IllegalArgumentException("expected the name of a contract, not '" + contract + "'");
    }
  }

  TestLine with(String otherSetup, List<String> otherSubjects) {
    return new TestLine(
        contract, classPath, otherSetup, otherSubjects, details, everyBuild, origin);
  }
}
