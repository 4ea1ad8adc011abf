/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** Registers the endpoints. */
public final class Endpoints implements ServletContextListener {

  /** What containers take by default is their affair. */
  static final int TEXT_MAX = 8_192;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    context.addServlet("observed", new ObservedServlet()).addMapping("/observed");
    ServerContainer container =
        (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    container.setDefaultMaxTextMessageBufferSize(TEXT_MAX);
    try {
      container.addEndpoint(ChatEndpoint.class);
      container.addEndpoint(
          ServerEndpointConfig.Builder.create(PartsEndpoint.class, "/parts").build());
    } catch (DeploymentException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}
}
