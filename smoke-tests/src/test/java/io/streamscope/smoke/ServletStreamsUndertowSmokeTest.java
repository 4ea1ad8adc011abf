/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.ServletStreamContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Undertow 2.2 and 2.3 on both agents, both advice modes and both JDKs. */
class ServletStreamsUndertowSmokeTest {

  @Nested
  class Undertow22OnLowestAgent extends ServletStreamContract {
    Undertow22OnLowestAgent() {
      super("undertow", "undertow-2.2.0", Setup.FLOOR);
    }
  }

  @Nested
  class Undertow23OnLowestAgentIndy extends ServletStreamContract {
    Undertow23OnLowestAgentIndy() {
      super("undertow", "undertow-2.3.0", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class Undertow23NewestOnNewestAgentJava25 extends ServletStreamContract {
    Undertow23NewestOnNewestAgentJava25() {
      super("undertow", "undertow-2.3.26", Setup.NEWEST.onJava(25));
    }
  }
}
