/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.ServletStreamContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Tomcat 9, 10.1 and 11 on both agents, both advice modes and both JDKs. */
class ServletStreamsTomcatSmokeTest {

  @Nested
  class Tomcat90OnLowestAgent extends ServletStreamContract {
    Tomcat90OnLowestAgent() {
      super("tomcat", "tomcat-9.0.50", Setup.FLOOR);
    }
  }

  @Nested
  class Tomcat90NewestOnNewestAgentIndy extends ServletStreamContract {
    Tomcat90NewestOnNewestAgentIndy() {
      super("tomcat", "tomcat-9.0.123", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class Tomcat101OnLowestAgentIndy extends ServletStreamContract {
    Tomcat101OnLowestAgentIndy() {
      super("tomcat", "tomcat-10.1.0", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class Tomcat101NewestOnNewestAgent extends ServletStreamContract {
    Tomcat101NewestOnNewestAgent() {
      super("tomcat", "tomcat-10.1.61", Setup.NEWEST);
    }
  }

  @Nested
  class Tomcat110OnLowestAgent extends ServletStreamContract {
    Tomcat110OnLowestAgent() {
      super("tomcat", "tomcat-11.0.0", Setup.FLOOR);
    }
  }

  @Nested
  class Tomcat110NewestOnNewestAgentIndyJava25 extends ServletStreamContract {
    Tomcat110NewestOnNewestAgentIndyJava25() {
      super("tomcat", "tomcat-11.0.27", Setup.NEWEST_INDY.onJava(25));
    }
  }
}
