/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.WebFluxContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Spring Boot 2.7, 3.5 and 4.1 on Reactor Netty and Tomcat. */
class WebFluxSmokeTest {

  @Nested
  class Boot27NettyOnLowestAgent extends WebFluxContract {
    Boot27NettyOnLowestAgent() {
      super("webflux-2.7-netty", Setup.FLOOR);
    }
  }

  @Nested
  class Boot27TomcatOnNewestAgentIndy extends WebFluxContract {
    Boot27TomcatOnNewestAgentIndy() {
      super("webflux-2.7-tomcat", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class Boot35NettyOnNewestAgent extends WebFluxContract {
    Boot35NettyOnNewestAgent() {
      super("webflux-3.5-netty", Setup.NEWEST);
    }
  }

  @Nested
  class Boot35TomcatOnLowestAgentIndy extends WebFluxContract {
    Boot35TomcatOnLowestAgentIndy() {
      super("webflux-3.5-tomcat", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class Boot41NettyOnNewestAgentIndyJava25 extends WebFluxContract {
    Boot41NettyOnNewestAgentIndyJava25() {
      super("webflux-4.1-netty", Setup.NEWEST_INDY.onJava(25));
    }
  }

  @Nested
  class Boot41TomcatOnNewestAgent extends WebFluxContract {
    Boot41TomcatOnNewestAgent() {
      super("webflux-4.1-tomcat", Setup.NEWEST);
    }
  }
}
