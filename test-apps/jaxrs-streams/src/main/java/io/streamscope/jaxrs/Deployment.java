/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.util.List;

/** Maps the servlet of whatever implementation is on the class path to all paths. */
public final class Deployment implements ServletContextListener {

  private static final List<String> SERVLETS =
      List.of(
          "org.glassfish.jersey.servlet.ServletContainer",
          "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher",
          "org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet");

  /** The containers make one. */
  public Deployment() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    ServletRegistration.Dynamic registration = context.addServlet("jaxrs", servlet());
    registration.setInitParameter("jakarta.ws.rs.Application", StreamApplication.class.getName());
    registration.setAsyncSupported(true);
    registration.setLoadOnStartup(1);
    registration.addMapping("/*");
  }

  private static String servlet() {
    return SERVLETS.stream()
        .filter(Deployment::present)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no JAX-RS on the class path"));
  }

  private static boolean present(String type) {
    try {
      Class.forName(type, false, Deployment.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
