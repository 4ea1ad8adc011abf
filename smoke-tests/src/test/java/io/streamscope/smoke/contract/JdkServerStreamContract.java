/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Setup;

/** The JDK's own server. A request is over for it, and the agent, when the handler returns. */
public abstract class JdkServerStreamContract extends ServerStreamContract {

  /** A contract for one way of running. */
  protected JdkServerStreamContract(Setup setup) {
    super("JDK `HttpServer`", "", setup);
  }

  /** The application, not yet started. */
  public static AppUnderTest.Builder applicationOnJdkServer() {
    return AppUnderTest.of(
            "io.streamscope.jdkserver.JdkServerStreams",
            AppUnderTest.classesOf("jdk-server-streams"),
            AppUnderTest.classesOf("servlet-streams"))
        .options("-Dsun.net.httpserver.nodelay=true"); // small chunks leave at once
  }

  @Override
  protected final AppUnderTest.Builder application() {
    return applicationOnJdkServer();
  }

  @Override
  protected final boolean outlivesItsRequest(String path) {
    return path.equals("/sse/async");
  }
}
