/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** What the servers read from and export to: streams of events, and a collector that forgets. */
final class Upstream implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Upstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/stream", Upstream::stream);
    server.createContext("/", Upstream::forget);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void stream(HttpExchange exchange) throws IOException {
    long chunks = number(exchange, "n");
    long gapNanos = 1000 * number(exchange, "gapMicros");
    exchange.getResponseHeaders().add("Content-Type", type(exchange));
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (long i = 0; i < chunks; i++) {
        if (gapNanos > 0) {
          LockSupport.parkNanos(gapNanos);
        }
        out.write(("data: " + System.nanoTime() + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private static void forget(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static String type(HttpExchange exchange) {
    boolean isText = exchange.getRequestURI().getQuery().contains("type=text/plain");
    return isText ? "text/plain" : "text/event-stream";
  }

  private static long number(HttpExchange exchange, String name) {
    for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return Long.parseLong(pair.substring(name.length() + 1));
      }
    }
    throw new IllegalArgumentException(name);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
