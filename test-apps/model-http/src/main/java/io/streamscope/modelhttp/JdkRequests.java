/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** What all ways of using the JDK's client have in common. */
final class JdkRequests {
  private JdkRequests() {}

  static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  static HttpRequest request(Ask ask) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(ask.url()))
            .POST(
                ask.once()
                    ? BodyPublishers.ofInputStream(ask::stream)
                    : BodyPublishers.ofByteArray(ask.body()));
    ask.headers().forEach(builder::header);
    return builder.build();
  }

  static void status(Reading reading, HttpResponse.ResponseInfo head) {
    reading.status(
        head.statusCode(),
        head.headers().firstValue("Content-Type").orElse(null),
        head.headers().firstValue("Retry-After").orElse(null));
  }

  static void status(Reading reading, HttpResponse<?> head) {
    reading.status(
        head.statusCode(),
        head.headers().firstValue("Content-Type").orElse(null),
        head.headers().firstValue("Retry-After").orElse(null));
  }
}
