/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.HttpClientContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Reactor Netty 1.0 and 1.3, and the {@code WebClient} of Spring 5.3, 6.2 and 7.0 on it. */
class HttpClientReactorSmokeTest {

  @Nested
  class Netty10OnFloorAgent extends HttpClientContract {
    Netty10OnFloorAgent() {
      super("reactor-netty", "webflux-5.3", Setup.FLOOR);
    }
  }

  @Nested
  class Netty13Indy extends HttpClientContract {
    Netty13Indy() {
      super("reactor-netty", "webflux-7.0", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class WebClient53 extends HttpClientContract {
    WebClient53() {
      super("webclient", "webflux-5.3", Setup.NEWEST);
    }
  }

  @Nested
  class WebClient62OnFloorAgentIndy extends HttpClientContract {
    WebClient62OnFloorAgentIndy() {
      super("webclient", "webflux-6.2", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class WebClient70OnJava25 extends HttpClientContract {
    WebClient70OnJava25() {
      super("webclient", "webflux-7.0", Setup.NEWEST.onJava(25));
    }
  }
}
