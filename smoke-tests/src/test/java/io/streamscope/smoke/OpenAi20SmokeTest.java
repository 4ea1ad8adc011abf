/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.OpenAiContract;
import io.streamscope.smoke.support.Cell;
import org.junit.jupiter.api.Nested;

/** openai-java 2.0.0, the lowest supported version, on the lowest agent. */
class OpenAi20SmokeTest {

  @Nested
  class OnLowestAgent extends OpenAiContract {
    OnLowestAgent() {
      super(Cell.of("openai-2.0", "floor inlined 17"));
    }
  }
}
