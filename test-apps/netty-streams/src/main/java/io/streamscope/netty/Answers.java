/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/** What is not made of server-sent events of its own. */
final class Answers {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Answers() {}

  /** One JSON document a line. */
  static void lines(Exchange exchange, String contentType) throws IOException {
    exchange.beforeFirst();
    exchange.begin(contentType);
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write("{\"line\":" + i + "}\n");
      exchange.flush();
      exchange.gap();
    }
  }

  /** A plain document. */
  static void json(Exchange exchange) {
    exchange.response().putHeader("Content-Type", "application/json").end("{\"plain\":true}");
  }

  /** Plain text, word by word. */
  static void text(Exchange exchange) throws IOException {
    exchange.begin("text/plain");
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write("word ");
      exchange.flush();
    }
  }

  /** Used heap after a collection, bytes. */
  static void heap(Exchange exchange) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    exchange.response().end(String.valueOf(runtime.totalMemory() - runtime.freeMemory()));
  }

  /** Reads a stream elsewhere and writes it on, line by line. */
  static void relay(Exchange exchange) throws IOException {
    URI source = URI.create(Objects.requireNonNull(exchange.text("url")));
    try (Stream<String> lines = read(source)) {
      exchange.begin("text/event-stream");
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        exchange.write(line + "\n");
        if (line.isEmpty()) {
          exchange.flush();
        }
      }
    }
  }

  private static Stream<String> read(URI source) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(source).build();
    try {
      return CLIENT.send(request, BodyHandlers.ofLines()).body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
