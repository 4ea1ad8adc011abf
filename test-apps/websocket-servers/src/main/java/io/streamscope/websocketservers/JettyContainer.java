/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Map.Entry;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Container;

/** Whichever edition is there. */
final class JettyContainer {

  private static final String JETTY = "org.eclipse.jetty.";
  private static final String CONTEXT = "servlet.ServletContextHandler";
  private static final String JAKARTA =
      "websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer";
  private static final String JAVAX =
      "websocket.javax.server.config.JavaxWebSocketServletContainerInitializer";

  /** Of each edition, by what starts its WebSockets: its context. */
  private static final Map<String, String> EDITIONS =
      Map.of(
          "ee10." + JAKARTA,
          "ee10." + CONTEXT,
          "ee9." + JAKARTA,
          "ee9." + CONTEXT,
          "ee8." + JAVAX,
          "ee8." + CONTEXT,
          JAKARTA,
          CONTEXT,
          JAVAX,
          CONTEXT);

  private JettyContainer() {}

  /** Where it listens. */
  static int start() throws Exception {
    Entry<String, String> edition = edition();
    Object context =
        Class.forName(JETTY + edition.getValue()).getDeclaredConstructor().newInstance();
    Method configure =
        Arrays.stream(Class.forName(JETTY + edition.getKey()).getMethods())
            .filter(method -> method.getName().equals("configure"))
            .findFirst()
            .orElseThrow();
    configure.invoke(null, context, null);
    ((Container) context).addEventListener(new Endpoints());
    Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    server.setHandler(handler(context));
    server.start();
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  private static Entry<String, String> edition() {
    return EDITIONS.entrySet().stream()
        .filter(edition -> isThere(JETTY + edition.getKey()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** Contexts of older editions are handlers of their own kind in Jetty 12. */
  private static Handler handler(Object context) throws ReflectiveOperationException {
    return context instanceof Handler handler
        ? handler
        : (Handler) context.getClass().getMethod("getCoreContextHandler").invoke(context);
  }
}
