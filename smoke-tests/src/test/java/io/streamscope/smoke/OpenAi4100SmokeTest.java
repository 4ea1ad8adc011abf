/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.GenAiContract;
import io.streamscope.smoke.contract.HarmlessnessContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** openai-java 4.100.0 on the newest agent, both advice modes and both JDKs. */
class OpenAi4100SmokeTest {

  @Nested
  class OnNewestAgent extends GenAiContract {
    OnNewestAgent() {
      super("openai-4.100", Setup.NEWEST);
    }
  }

  @Nested
  class OnNewestAgentHarmless extends HarmlessnessContract {
    OnNewestAgentHarmless() {
      super("openai-4.100", Setup.NEWEST);
    }
  }

  @Nested
  class OnNewestAgentIndyJava25 extends GenAiContract {
    OnNewestAgentIndyJava25() {
      super("openai-4.100", Setup.NEWEST_INDY.onJava(25));
    }
  }
}
