/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Starts the application. */
public final class JdkServerStreams {

  private JdkServerStreams() {}

  /** Listens on a free port until the process is told to end; {@code https} if asked to. */
  public static void main(String[] args) throws Exception {
    boolean https = List.of(args).contains("https");
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    HttpServer server = https ? Https.server(address) : HttpServer.create(address, 0);
    Threads threads = new Threads();
    server.setExecutor(threads.named("handler"));
    new Endpoints(server, threads.named("sender")).add();
    server.start();
    System.out.printf(
        "jdk-server-streams listening on %s://127.0.0.1:%d%n",
        https ? "https" : "http", server.getAddress().getPort());
  }
}
