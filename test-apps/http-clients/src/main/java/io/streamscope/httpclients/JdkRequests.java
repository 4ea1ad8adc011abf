/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;

/** What all ways of using the JDK's client have in common. */
final class JdkRequests {

  private JdkRequests() {}

  static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  static Set<Trait> traits(Trait... more) {
    EnumSet<Trait> traits =
        EnumSet.of(Trait.HEADERS_TIMEOUT, Trait.CLOSES_ELSEWHERE, Trait.ANY_TYPE);
    traits.addAll(Set.of(more));
    return traits;
  }

  static HttpRequest request(Ask ask) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(ask.url()))
            .header("Accept", Ask.ACCEPT)
            .timeout(ask.timeout());
    if (ask.lastEventId() != null) {
      builder.header("Last-Event-ID", ask.lastEventId());
    }
    return builder.build();
  }

  static void status(Reading reading, HttpResponse<?> response) {
    reading.status(response.statusCode(), type(response.headers()));
  }

  static String type(java.net.http.HttpHeaders headers) {
    return headers.firstValue("Content-Type").orElse("");
  }
}
