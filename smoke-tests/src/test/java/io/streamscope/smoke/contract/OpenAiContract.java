/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.smoke.support.Cell;

/** Chat completions of openai-java. */
@Tested("client: openai-java")
public abstract class OpenAiContract extends GenAiContract {

  /**
   * A contract for one version and one way of running.
   *
   * @param cell {@code unsampled} among its details asks for a run without samples, too
   */
  public OpenAiContract(Cell cell) {
    super(cell, new OpenAiApp(cell.classPath()));
  }
}
