/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.HttpClientContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** The blocking clients of Spring 6.2 and 7.0 on the two of the JDK. */
class HttpClientSpringSmokeTest {

  @Nested
  class RestClient62OnJdk extends HttpClientContract {
    RestClient62OnJdk() {
      super("restclient-jdk", "webflux-6.2", Setup.NEWEST);
    }
  }

  @Nested
  class RestClient70OnJdkFloorAgentJava25 extends HttpClientContract {
    RestClient70OnJdkFloorAgentJava25() {
      super("restclient-jdk", "webflux-7.0", Setup.FLOOR.onJava(25));
    }
  }

  @Nested
  class RestClient70OnUrlConnectionFloorAgent extends HttpClientContract {
    RestClient70OnUrlConnectionFloorAgent() {
      super("restclient-urlconnection", "webflux-7.0", Setup.FLOOR);
    }
  }

  @Nested
  class RestTemplate70OnJdkIndy extends HttpClientContract {
    RestTemplate70OnJdkIndy() {
      super("resttemplate-jdk", "webflux-7.0", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class RestTemplate62OnUrlConnection extends HttpClientContract {
    RestTemplate62OnUrlConnection() {
      super("resttemplate-urlconnection", "webflux-6.2", Setup.NEWEST);
    }
  }
}
