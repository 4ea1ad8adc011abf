/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** Spring's handlers on Tomcat. */
final class SpringContainer {

  private SpringContainer() {}

  /** Where it listens. */
  static int start() throws Exception {
    return TomcatContainer.start(SpringContainer::dispatch);
  }

  private static void dispatch(Context context) {
    Tomcat.addServlet(context, "observed", new ObservedServlet());
    context.addServletMappingDecoded("/observed", "observed");
    AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    spring.register(SpringSockets.class, SpringMessages.class);
    Wrapper dispatcher = Tomcat.addServlet(context, "dispatcher", new DispatcherServlet(spring));
    dispatcher.setLoadOnStartup(1);
    dispatcher.setAsyncSupported(true);
    context.addServletMappingDecoded("/", "dispatcher");
  }
}
