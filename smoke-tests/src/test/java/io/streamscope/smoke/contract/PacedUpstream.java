/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server elsewhere whose stream an application reads: its pace is known. */
final class PacedUpstream implements AutoCloseable {

  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final long firstMs;
  private final int events;
  private final long gapMs;

  PacedUpstream(long firstMs, int events, long gapMs) throws IOException {
    this.firstMs = firstMs;
    this.events = events;
    this.gapMs = gapMs;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/events", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
  }

  /** All that it sends. */
  String body() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < events; i++) {
      body.append(event(i));
    }
    return body.toString();
  }

  private static String event(int number) {
    return "data: word " + number + "\n\n";
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      pause(firstMs);
      for (int i = 0; i < events; i++) {
        out.write(event(i).getBytes(StandardCharsets.UTF_8));
        out.flush();
        pause(gapMs);
      }
    }
  }

  private void pause(long ms) {
    try {
      boolean unused = closing.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
