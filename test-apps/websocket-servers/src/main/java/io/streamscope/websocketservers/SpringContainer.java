/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** Spring's handlers on Tomcat. */
final class SpringContainer {

  private SpringContainer() {}

  /** Where it listens. */
  static int start() throws Exception {
    Path directory = Files.createTempDirectory("tomcat");
    directory.toFile().deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(new WsSci(), null);
    Tomcat.addServlet(context, "observed", new ObservedServlet());
    context.addServletMappingDecoded("/observed", "observed");
    AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    spring.register(SpringSockets.class, SpringMessages.class);
    Wrapper dispatcher = Tomcat.addServlet(context, "dispatcher", new DispatcherServlet(spring));
    dispatcher.setLoadOnStartup(1);
    dispatcher.setAsyncSupported(true);
    context.addServletMappingDecoded("/", "dispatcher");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }
}
