/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.smoke.support.Cell;

/** openai-java. */
@Tested("client: openai-java")
public abstract class OpenAiContract extends GenAiContract {

  /** A contract for one version of the library and one way of running. */
  protected OpenAiContract(Cell cell) {
    super(cell.classPath(), cell.setup());
  }
}
