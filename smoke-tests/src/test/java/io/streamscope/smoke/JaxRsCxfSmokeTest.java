/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.JaxRsContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** CXF 3 and 4 on Tomcat. */
class JaxRsCxfSmokeTest {

  @Nested
  class Cxf36OnLowestAgent extends JaxRsContract {
    Cxf36OnLowestAgent() {
      super("tomcat", "jaxrs-cxf-3.6.10", Setup.FLOOR);
    }
  }

  @Nested
  class Cxf41OnNewestAgentJava25 extends JaxRsContract {
    Cxf41OnNewestAgentJava25() {
      super("tomcat", "jaxrs-cxf-4.1.5", Setup.NEWEST.onJava(25));
    }

    /** The stock agent does not know CXF 4. */
    @Override
    protected String route(String path) {
      return "/*";
    }
  }
}
