/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.ServletStreamContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Jetty 10, 11 and 12 on both agents, both advice modes and both JDKs. */
class ServletStreamsJettySmokeTest {

  @Nested
  class Jetty100OnNewestAgent extends ServletStreamContract {
    Jetty100OnNewestAgent() {
      super("jetty11", "jetty-10.0.26", Setup.NEWEST);
    }
  }

  @Nested
  class Jetty110OnLowestAgent extends ServletStreamContract {
    Jetty110OnLowestAgent() {
      super("jetty11", "jetty-11.0.0", Setup.FLOOR);
    }
  }

  @Nested
  class Jetty110NewestOnNewestAgentIndy extends ServletStreamContract {
    Jetty110NewestOnNewestAgentIndy() {
      super("jetty11", "jetty-11.0.26", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class Jetty120OnLowestAgentIndy extends ServletStreamContract {
    Jetty120OnLowestAgentIndy() {
      super("jetty12", "jetty-12.0.0", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class Jetty121OnNewestAgentJava25 extends ServletStreamContract {
    Jetty121OnNewestAgentJava25() {
      super("jetty12", "jetty-12.1.14", Setup.NEWEST.onJava(25));
    }
  }
}
