/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty 12 without Jakarta's API for WebSockets. */
final class JettyNativeContainer {

  private JettyNativeContainer() {}

  /** Where it listens. */
  static int start() throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new ObservedServlet()), "/observed");
    JettyWebSocketServletContainerInitializer.configure(
        context,
        (servlets, sockets) -> {
          sockets.setMaxTextMessageSize(Endpoints.TEXT_MAX);
          sockets.addMapping(
              "uri-template|/chat/{room}", (request, response) -> new JettyNativeChat());
          sockets.addMapping("/parts", (request, response) -> new JettyNativeParts());
        });
    Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    server.setHandler(context);
    server.start();
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }
}
