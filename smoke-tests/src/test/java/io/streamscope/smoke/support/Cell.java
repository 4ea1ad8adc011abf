/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

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

  /** The only detail, or the first. */
  public String detail() {
    return details.get(0);
  }

  @Override
  public String toString() {
    return classPath + " " + setup;
  }
}
