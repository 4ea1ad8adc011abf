/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.OpenAiContract;
import io.streamscope.smoke.support.Cell;
import org.junit.jupiter.api.Nested;

/** openai-java 3.7.1 on the newest agent, advice called. */
class OpenAi37SmokeTest {

  @Nested
  class OnNewestAgentIndy extends OpenAiContract {
    OnNewestAgentIndy() {
      super(Cell.of("openai-3.7", "newest called 17"));
    }
  }
}
