/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.GenAiContract;
import io.streamscope.smoke.contract.HarmlessnessContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** openai-java 2.0.0, the lowest supported version, on the lowest agent. */
class OpenAi20SmokeTest {

  @Nested
  class OnLowestAgent extends GenAiContract {
    OnLowestAgent() {
      super("openai-2.0", Setup.FLOOR);
    }
  }

  @Nested
  class OnLowestAgentHarmless extends HarmlessnessContract {
    OnLowestAgentHarmless() {
      super("openai-2.0", Setup.FLOOR);
    }
  }
}
