/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.util.concurrent.CountDownLatch;

/** Starts the application in the container that the first argument names. */
public final class ServletStreams {

  private ServletStreams() {}

  /** {@code tomcat}, {@code jetty11} (for 10 too), {@code jetty12} or {@code undertow}. */
  public static void main(String[] args) throws Exception {
    Container container =
        switch (args[0]) {
          case "tomcat" -> new TomcatContainer();
          case "jetty11" -> new JettyContainer("org.eclipse.jetty.servlet.ServletContextHandler");
          case "jetty12" ->
              new JettyContainer("org.eclipse.jetty.ee10.servlet.ServletContextHandler");
          case "undertow" -> new UndertowContainer();
          default -> throw new IllegalArgumentException("no such container: " + args[0]);
        };
    int port = container.start();
    System.out.println("servlet-streams listening on http://127.0.0.1:" + port);
    new CountDownLatch(1).await(); // until the process is told to end
  }
}
