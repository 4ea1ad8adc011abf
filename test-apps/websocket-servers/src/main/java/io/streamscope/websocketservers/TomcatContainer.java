/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

final class TomcatContainer {

  private TomcatContainer() {}

  /** Where it listens. */
  static int start() throws Exception {
    return start(
        context -> {
          context.addApplicationListener(Endpoints.class.getName());
          Tomcat.addServlet(context, "default", new DefaultServlet()); // else there is no filter
          context.addServletMappingDecoded("/", "default");
        });
  }

  /** The same of a server with an application of somebody else's. */
  static int start(Consumer<Context> application) throws Exception {
    Path directory = Files.createTempDirectory("tomcat");
    directory.toFile().deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(new WsSci(), null);
    application.accept(context);
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }
}
