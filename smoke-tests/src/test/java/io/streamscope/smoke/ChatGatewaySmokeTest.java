/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.ChatGatewayContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** The product's main job on both agents, both advice modes and both JDKs. */
class ChatGatewaySmokeTest {

  @Nested
  class OnLowestAgent extends ChatGatewayContract {
    OnLowestAgent() {
      super(Setup.FLOOR);
    }
  }

  @Nested
  class OnLowestAgentIndy extends ChatGatewayContract {
    OnLowestAgentIndy() {
      super(Setup.FLOOR_INDY);
    }
  }

  @Nested
  class OnNewestAgent extends ChatGatewayContract {
    OnNewestAgent() {
      super(Setup.NEWEST, "-Dotel.javaagent.debug=true");
    }
  }

  @Nested
  class OnNewestAgentIndyJava25 extends ChatGatewayContract {
    OnNewestAgentIndyJava25() {
      super(Setup.NEWEST_INDY.onJava(25));
    }
  }
}
