/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Starts the application; prints where it listens. */
public final class MicronautStreams {

  private MicronautStreams() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    Map<String, Object> properties =
        Map.of("micronaut.server.host", "127.0.0.1", "micronaut.server.port", -1);
    try (EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, properties)) {
      System.out.println("micronaut-streams listening on http://127.0.0.1:" + server.getPort());
      new CountDownLatch(1).await(); // until the process is told to end
    }
  }
}
