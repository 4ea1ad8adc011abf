/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Field;
import java.util.Map;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerContainer;
import org.glassfish.tyrus.server.TyrusServerContainer;

/** Tyrus on Grizzly, without a servlet. */
final class TyrusContainer {

  private TyrusContainer() {}

  /** Where it listens. */
  static int start() throws Exception {
    TyrusServerContainer container =
        (TyrusServerContainer) new GrizzlyServerContainer().createContainer(Map.of());
    container.setDefaultMaxTextMessageBufferSize(Endpoints.TEXT_MAX);
    container.addEndpoint(ChatEndpoint.class);
    container.addEndpoint(
        ServerEndpointConfig.Builder.create(PartsEndpoint.class, "/parts").build());
    container.start("/", 0);
    Field server = container.getClass().getDeclaredField("server");
    server.setAccessible(true);
    ((HttpServer) server.get(container))
        .getServerConfiguration()
        .addHttpHandler(new Observed(), "/observed");
    return container.getPort();
  }

  private static final class Observed extends HttpHandler {

    @Override
    public void service(Request request, Response response) throws Exception {
      if (request.getMethod().equals(Method.DELETE)) {
        Observations.forget();
      } else {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(Observations.text());
      }
    }
  }
}
