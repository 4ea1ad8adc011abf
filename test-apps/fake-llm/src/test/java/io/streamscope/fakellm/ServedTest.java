/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Asks a server of its own. */
abstract class ServedTest {
  final FakeLlm llm = FakeLlm.start(FakeLlmOptions.defaults());
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void forget() {
    llm.clearRequests();
  }

  @AfterEach
  void stop() {
    llm.close();
  }

  final HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(llm.rootUrl() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Asks; headers are knobs without their prefix, and their values. */
  final HttpResponse<String> ask(Question question, boolean stream, String... knobs)
      throws Exception {
    List<String> headers = new ArrayList<>(question.headers(stream));
    for (int i = 0; i < knobs.length; i += 2) {
      headers.add(Knob.HEADER_PREFIX + knobs[i]);
      headers.add(knobs[i + 1]);
    }
    return send(
        "POST", question.path(stream), question.body(stream), headers.toArray(String[]::new));
  }

  final Json whole(Question question, String... knobs) throws Exception {
    return Json.parse(ask(question, false, knobs).body());
  }

  /** The events of a stream; those of NDJSON have no name. */
  final List<Served> stream(Question question, String... knobs) throws Exception {
    return events(ask(question, true, knobs).body());
  }

  static List<Served> events(String body) {
    List<Served> events = new ArrayList<>();
    String name = "";
    for (String line : body.lines().toList()) {
      if (line.startsWith("event:")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        events.add(new Served(name, line.substring(5).strip()));
        name = "";
      } else if (line.startsWith("{")) {
        events.add(new Served("", line));
      }
    }
    return events;
  }

  /** Of one request and its streamed twin the latter; they are logged as they end. */
  final LoggedRequest streamedRequest() {
    return llm.awaitRequests(2, Duration.ofSeconds(10)).stream()
        .max(Comparator.comparingLong(LoggedRequest::contentChunks))
        .orElseThrow();
  }

  final LoggedRequest onlyRequest() {
    return llm.awaitRequests(1, Duration.ofSeconds(10)).get(0);
  }

  /** An event as it came. */
  record Served(String name, String data) {
    Json json() {
      return Json.parse(data);
    }
  }
}
