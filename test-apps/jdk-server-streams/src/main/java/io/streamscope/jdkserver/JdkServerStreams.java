/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Starts the application. */
public final class JdkServerStreams {

  private JdkServerStreams() {}

  /** Listens on a free port until the process is told to end. */
  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    Threads threads = new Threads();
    server.setExecutor(threads.named("handler"));
    new Endpoints(server, threads.named("sender")).add();
    server.start();
    System.out.println(
        "jdk-server-streams listening on http://127.0.0.1:" + server.getAddress().getPort());
  }
}
