/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.JaxRsContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Jersey 2 and 3 on Tomcat and Jetty. */
class JaxRsJerseySmokeTest {

  @Nested
  class Jersey248OnNewestAgentIndy extends JaxRsContract {
    Jersey248OnNewestAgentIndy() {
      super("tomcat", "jaxrs-jersey-2.48", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class Jersey310OnLowestAgent extends JaxRsContract {
    Jersey310OnLowestAgent() {
      super("jetty12", "jaxrs-jersey-3.1.0", Setup.FLOOR);
    }
  }

  @Nested
  class Jersey3111OnNewestAgent extends JaxRsContract {
    Jersey3111OnNewestAgent() {
      super("jetty12", "jaxrs-jersey-3.1.11", Setup.NEWEST);
    }
  }
}
