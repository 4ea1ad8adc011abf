/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import java.util.concurrent.CountDownLatch;

/** Starts the application on what the first argument names; prints where it listens. */
public final class NettyStreams {

  private NettyStreams() {}

  /** {@code vertx} or {@code netty}. */
  public static void main(String[] args) throws Exception {
    int port =
        switch (args[0]) {
          case "vertx" -> VertxServer.start();
          case "netty" -> PlainServer.start();
          default -> throw new IllegalArgumentException("no such server: " + args[0]);
        };
    System.out.println("netty-streams listening on http://127.0.0.1:" + port);
    new CountDownLatch(1).await(); // until the process is told to end
  }
}
