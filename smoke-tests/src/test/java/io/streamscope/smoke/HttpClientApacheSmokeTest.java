/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.HttpClientContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Apache HttpClient 4 and 5, classic and asynchronous. */
class HttpClientApacheSmokeTest {

  @Nested
  class Version450OnFloorAgent extends HttpClientContract {
    Version450OnFloorAgent() {
      super("apache4", "httpclient-4.5.0", Setup.FLOOR);
    }
  }

  @Nested
  class Version4514Indy extends HttpClientContract {
    Version4514Indy() {
      super("apache4", "httpclient-4.5.14", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class Version50 extends HttpClientContract {
    Version50() {
      super("apache5", "httpclient5-5.0", Setup.NEWEST);
    }
  }

  @Nested
  class Version56OnFloorAgentIndy extends HttpClientContract {
    Version56OnFloorAgentIndy() {
      super("apache5", "httpclient5-5.6", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class Async50OnFloorAgent extends HttpClientContract {
    Async50OnFloorAgent() {
      super("apache5-async", "httpclient5-5.0", Setup.FLOOR);
    }
  }

  @Nested
  class Async56 extends HttpClientContract {
    Async56() {
      super("apache5-async", "httpclient5-5.6", Setup.NEWEST);
    }
  }
}
