/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.HttpClientContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** The JDK's {@code HttpClient} with every kind of body. */
class HttpClientJdkSmokeTest {

  private static final String NO_LIBRARY = "";

  @Nested
  class Lines extends HttpClientContract {
    Lines() {
      super("jdk-lines", NO_LIBRARY, Setup.NEWEST);
    }
  }

  @Nested
  class LinesOnFloorAgent extends HttpClientContract {
    LinesOnFloorAgent() {
      super("jdk-lines", NO_LIBRARY, Setup.FLOOR);
    }
  }

  @Nested
  class InputStreamIndy extends HttpClientContract {
    InputStreamIndy() {
      super("jdk-inputstream", NO_LIBRARY, Setup.NEWEST_INDY);
    }
  }

  @Nested
  class AsyncLinesOnJava25 extends HttpClientContract {
    AsyncLinesOnJava25() {
      super("jdk-async", NO_LIBRARY, Setup.NEWEST.onJava(25));
    }
  }

  @Nested
  class Publisher extends HttpClientContract {
    Publisher() {
      super("jdk-publisher", NO_LIBRARY, Setup.NEWEST);
    }
  }

  @Nested
  class LineSubscriberOnFloorAgentIndy extends HttpClientContract {
    LineSubscriberOnFloorAgentIndy() {
      super("jdk-line-subscriber", NO_LIBRARY, Setup.FLOOR_INDY);
    }
  }

  @Nested
  class CustomSubscriber extends HttpClientContract {
    CustomSubscriber() {
      super("jdk-custom-subscriber", NO_LIBRARY, Setup.NEWEST);
    }
  }

  @Nested
  class CustomSubscriberIndyOnJava25 extends HttpClientContract {
    CustomSubscriberIndyOnJava25() {
      super("jdk-custom-subscriber", NO_LIBRARY, Setup.NEWEST_INDY.onJava(25));
    }
  }
}
