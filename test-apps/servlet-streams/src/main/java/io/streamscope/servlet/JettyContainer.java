/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty has one class for a context of servlets per generation; the rest has not changed. */
final class JettyContainer implements Container {

  private final String contextType;

  JettyContainer(String contextType) {
    this.contextType = contextType;
  }

  @Override
  public int start() throws Exception {
    Object context = Class.forName(contextType).getConstructor().newInstance();
    ((org.eclipse.jetty.util.component.Container) context).addEventListener(new Endpoints());
    Server server = new Server(new InetSocketAddress(HOST, 0));
    server.setHandler((Handler) context);
    server.start();
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }
}
