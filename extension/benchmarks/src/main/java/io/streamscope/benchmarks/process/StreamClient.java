/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** Reads streams with the JDK's client. */
final class StreamClient {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  StreamClient(String url) {
    this.url = url;
  }

  Stream<String> lines(String query) throws IOException {
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url + "?" + query)).build(), BodyHandlers.ofLines())
          .body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
