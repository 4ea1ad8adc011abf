/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.HttpClientContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** OkHttp 3.14, 4.12 and 5.5, with okhttp-sse and Retrofit. */
class HttpClientOkHttpSmokeTest {

  @Nested
  class ExecuteOnFloorAgent extends HttpClientContract {
    ExecuteOnFloorAgent() {
      super("okhttp", "okhttp-3.14", Setup.FLOOR);
    }
  }

  @Nested
  class Execute55 extends HttpClientContract {
    Execute55() {
      super("okhttp", "okhttp-5.5", Setup.NEWEST);
    }
  }

  @Nested
  class Enqueue412Indy extends HttpClientContract {
    Enqueue412Indy() {
      super("okhttp-enqueue", "okhttp-4.12", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class Sse314 extends HttpClientContract {
    Sse314() {
      super("okhttp-sse", "okhttp-3.14", Setup.NEWEST);
    }
  }

  @Nested
  class Sse412OnFloorAgentIndy extends HttpClientContract {
    Sse412OnFloorAgentIndy() {
      super("okhttp-sse", "okhttp-4.12", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class Sse55IndyOnJava25 extends HttpClientContract {
    Sse55IndyOnJava25() {
      super("okhttp-sse", "okhttp-5.5", Setup.NEWEST_INDY.onJava(25));
    }
  }

  @Nested
  class Retrofit412 extends HttpClientContract {
    Retrofit412() {
      super("retrofit", "okhttp-4.12", Setup.NEWEST);
    }
  }
}
