/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.ChatGatewayContract;
import io.streamscope.smoke.support.Cell;
import org.junit.jupiter.api.Nested;

/** The product's main job on both agents, both advice modes and both JDKs. */
class ChatGatewaySmokeTest {

  @Nested
  class OnLowestAgent extends ChatGatewayContract {
    OnLowestAgent() {
      super(Cell.of("chat-gateway", "floor inlined 17"));
    }
  }

  @Nested
  class OnLowestAgentIndy extends ChatGatewayContract {
    OnLowestAgentIndy() {
      super(Cell.of("chat-gateway", "floor called 17"));
    }
  }

  @Nested
  class OnNewestAgent extends ChatGatewayContract {
    OnNewestAgent() {
      super(Cell.of("chat-gateway", "newest inlined 17", "debug"));
    }
  }

  @Nested
  class OnNewestAgentIndyJava25 extends ChatGatewayContract {
    OnNewestAgentIndyJava25() {
      super(Cell.of("chat-gateway", "newest called 25"));
    }
  }
}
