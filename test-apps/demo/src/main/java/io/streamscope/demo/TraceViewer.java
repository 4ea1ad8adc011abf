/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Zipkin on a free port of 127.0.0.1, with its traces in memory. */
final class TraceViewer {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Child zipkin;
  private String url = "";

  private TraceViewer(Child zipkin) {
    this.zipkin = zipkin;
  }

  static TraceViewer start(Children children, DemoSettings settings) throws DemoFailure {
    return new TraceViewer(
        children.startJava(
            "Zipkin",
            "zipkin",
            "Serving HTTP at .*(http://127\\.0\\.0\\.1:\\d+)/",
            List.of(
                "-Xmx384m",
                "-jar",
                settings.zipkin().toString(),
                "--armeria.ports[0].port=0",
                "--armeria.ports[0].ip=127.0.0.1",
                "--armeria.ports[0].protocols[0]=http")));
  }

  void awaitReady(Duration atMost) throws DemoFailure, InterruptedException {
    url = zipkin.awaitReady(atMost);
    if (!answers("/health", atMost)) {
      throw new DemoFailure("Zipkin is not healthy: see " + url + "/health and " + zipkin.log());
    }
  }

  /** Waits until Zipkin has this trace; false if it never does. */
  boolean awaitTrace(String traceId, Duration atMost) throws InterruptedException {
    return answers("/api/v2/trace/" + traceId, atMost);
  }

  String url() {
    return url + "/zipkin/";
  }

  String collectorUrl() {
    return url + "/api/v2/spans";
  }

  String traceUrl(String traceId) {
    return url + "/zipkin/traces/" + traceId;
  }

  private boolean answers(String path, Duration atMost) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(5)).build();
    long deadline = System.nanoTime() + atMost.toNanos();
    do {
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return true;
        }
      } catch (IOException e) {
        // Not yet: look again, unless it has ended.
      }
    } while (!zipkin.hasEndedWithin(BETWEEN_LOOKS) && System.nanoTime() - deadline < 0);
    return false;
  }
}
