/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

/** Reads a stream elsewhere and writes it on, line by line. */
public final class Relay {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(
              Boolean.getBoolean("servlet-streams.http2")
                  ? HttpClient.Version.HTTP_2
                  : HttpClient.Version.HTTP_1_1)
          .build();

  private Relay() {}

  /** Relays what the parameter {@code url} names. */
  public static void relay(Exchange exchange) throws IOException {
    URI source = URI.create(String.valueOf(exchange.parameter("url")));
    try (Stream<String> lines = lines(source)) {
      exchange.contentType("text/event-stream");
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        exchange.write(line + "\n");
        if (line.isEmpty()) {
          exchange.flush();
        }
      }
    }
  }

  private static Stream<String> lines(URI source) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(source).header("Accept", "text/event-stream").build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
