/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.JaxRsContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** RESTEasy 4 and 6. On Tomcat streams of RESTEasy 4 get stuck at times, without any agent too. */
class JaxRsRestEasySmokeTest {

  @Nested
  class RestEasy47OnNewestAgent extends JaxRsContract {
    RestEasy47OnNewestAgent() {
      super("undertow", "jaxrs-resteasy-4.7.10", Setup.NEWEST);
    }
  }

  @Nested
  class RestEasy62OnLowestAgentIndy extends JaxRsContract {
    RestEasy62OnLowestAgentIndy() {
      super("undertow", "jaxrs-resteasy-6.2.16", Setup.FLOOR_INDY);
    }
  }
}
