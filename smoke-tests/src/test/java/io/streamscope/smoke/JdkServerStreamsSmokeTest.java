/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.JdkServerStreamContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** The JDK's own {@code HttpServer} on both agents, both advice modes and both JDKs. */
class JdkServerStreamsSmokeTest {

  @Nested
  class OnNewestAgent extends JdkServerStreamContract {
    OnNewestAgent() {
      super(Setup.NEWEST);
    }
  }

  @Nested
  class OnLowestAgentIndy extends JdkServerStreamContract {
    OnLowestAgentIndy() {
      super(Setup.FLOOR_INDY);
    }
  }

  @Nested
  class OnNewestAgentJava25 extends JdkServerStreamContract {
    OnNewestAgentJava25() {
      super(Setup.NEWEST.onJava(25));
    }
  }
}
