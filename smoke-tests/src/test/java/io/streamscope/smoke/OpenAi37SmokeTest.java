/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.GenAiContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** openai-java 3.7.1 on the newest agent, advice called. */
class OpenAi37SmokeTest {

  @Nested
  class OnNewestAgentIndy extends GenAiContract {
    OnNewestAgentIndy() {
      super("openai-3.7", Setup.NEWEST_INDY);
    }
  }
}
