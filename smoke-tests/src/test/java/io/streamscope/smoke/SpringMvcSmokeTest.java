/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.SseServerContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Spring 5.3, 6.2 and 7.0 on both agents, both advice modes and both JDKs. */
class SpringMvcSmokeTest {

  @Nested
  class Spring53OnLowestAgent extends SseServerContract {
    Spring53OnLowestAgent() {
      super("boot-2.7", Setup.FLOOR);
    }
  }

  @Nested
  class Spring53OnNewestAgentIndy extends SseServerContract {
    Spring53OnNewestAgentIndy() {
      super("boot-2.7", Setup.NEWEST_INDY);
    }
  }

  @Nested
  class Spring62OnNewestAgent extends SseServerContract {
    Spring62OnNewestAgent() {
      super("boot-3.5", Setup.NEWEST);
    }

    @Override
    protected long manyChunks() {
      return 1_000_000;
    }
  }

  @Nested
  class Spring62OnLowestAgentIndyJava25 extends SseServerContract {
    Spring62OnLowestAgentIndyJava25() {
      super("boot-3.5", Setup.FLOOR_INDY.onJava(25));
    }
  }

  @Nested
  class Spring70OnLowestAgent extends SseServerContract {
    Spring70OnLowestAgent() {
      super("boot-4.1", Setup.FLOOR);
    }
  }

  @Nested
  class Spring70OnNewestAgentJava25 extends SseServerContract {
    Spring70OnNewestAgentJava25() {
      super("boot-4.1", Setup.NEWEST.onJava(25));
    }
  }
}
