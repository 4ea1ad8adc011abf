/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.OpenAiContract;
import io.streamscope.smoke.support.Cell;
import org.junit.jupiter.api.Nested;

/** openai-java 4.100.0 on the newest agent, both advice modes and both JDKs. */
class OpenAi4100SmokeTest {

  @Nested
  class OnNewestAgent extends OpenAiContract {
    OnNewestAgent() {
      super(Cell.of("openai-4.100", "newest inlined 17"));
    }
  }

  @Nested
  class OnNewestAgentIndyJava25 extends OpenAiContract {
    OnNewestAgentIndyJava25() {
      super(Cell.of("openai-4.100", "newest called 25", "unsampled"));
    }
  }
}
