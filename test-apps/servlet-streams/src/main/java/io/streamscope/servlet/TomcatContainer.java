/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;

final class TomcatContainer implements Container {

  @Override
  public int start() throws Exception {
    Path directory = Files.createTempDirectory("tomcat");
    directory.toFile().deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", HOST);
    if (Boolean.getBoolean("servlet-streams.http2")) {
      tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
    }
    Context context = tomcat.addContext("", directory.toString());
    context.addApplicationListener(Endpoints.class.getName());
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }
}
