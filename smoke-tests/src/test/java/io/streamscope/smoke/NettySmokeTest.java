/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.contract.MicronautContract;
import io.streamscope.smoke.contract.NettyContract;
import io.streamscope.smoke.contract.VertxContract;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Nested;

/** Vert.x 4.0 and 5.1, Micronaut 4.10, and the codec alone, of Netty 4.1 and 4.2. */
class NettySmokeTest {

  @Nested
  class Vertx40OnLowestAgentIndy extends VertxContract {
    Vertx40OnLowestAgentIndy() {
      super("vertx-4.0", Setup.FLOOR_INDY);
    }
  }

  @Nested
  class Vertx51OnNewestAgent extends VertxContract {
    Vertx51OnNewestAgent() {
      super("vertx-5.1", Setup.NEWEST);
    }
  }

  @Nested
  class Vertx51OnNewestAgentIndyJava25 extends VertxContract {
    Vertx51OnNewestAgentIndyJava25() {
      super("vertx-5.1", Setup.NEWEST_INDY.onJava(25));
    }
  }

  @Nested
  class Micronaut410OnLowestAgentIndy extends MicronautContract {
    Micronaut410OnLowestAgentIndy() {
      super(Setup.FLOOR_INDY);
    }
  }

  @Nested
  class Micronaut410OnNewestAgent extends MicronautContract {
    Micronaut410OnNewestAgent() {
      super(Setup.NEWEST);
    }
  }

  @Nested
  class Netty41OnLowestAgent extends NettyContract {
    Netty41OnLowestAgent() {
      super("netty-4.1.0", Setup.FLOOR);
    }
  }

  @Nested
  class Netty42OnNewestAgentIndy extends NettyContract {
    Netty42OnNewestAgentIndy() {
      super("netty-4.2.20", Setup.NEWEST_INDY);
    }
  }
}
