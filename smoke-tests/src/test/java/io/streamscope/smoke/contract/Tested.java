/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.smoke.support.Setup;

/** A contract that runs with certain versions; the documents list them. */
public interface Tested {

  /** What it runs. */
  Cell tested();

  /**
   * One cell of the table of tested versions.
   *
   * @param what the library, and what reads or writes with it
   * @param versions module of class paths, empty if the JDK is all there is
   * @param setup agent, advice and JDK
   */
  record Cell(String what, String versions, Setup setup) {}
}
