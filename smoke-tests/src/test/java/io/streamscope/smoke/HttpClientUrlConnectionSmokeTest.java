/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.HttpClientContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** {@code HttpURLConnection}. */
class HttpClientUrlConnectionSmokeTest {

  @Nested
  class OnNewestAgent extends HttpClientContract {
    OnNewestAgent() {
      super("urlconnection", "", Setup.NEWEST);
    }
  }

  @Nested
  class OnFloorAgentIndy extends HttpClientContract {
    OnFloorAgentIndy() {
      super("urlconnection", "", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class OnJava25 extends HttpClientContract {
    OnJava25() {
      super("urlconnection", "", Setup.NEWEST.onJava(25));
    }
  }
}
