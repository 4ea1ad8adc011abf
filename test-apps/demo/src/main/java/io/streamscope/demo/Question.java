/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the chat gateway as its page does and reads the answer as it arrives. */
final class Question {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Consumer<String> printer;
  private int chunks;

  Question(Consumer<String> printer) {
    this.printer = printer;
  }

  /** Asks and gives each piece of text to the printer; returns how many there were. */
  int ask(String gatewayUrl, String message, Duration untilHeaders)
      throws DemoFailure, InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(gatewayUrl + "/api/chat"))
              .timeout(untilHeaders)
              .header("Content-Type", "application/json")
              .header("Accept", "text/event-stream")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("message", message))))
              .build();
      HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
      try (Stream<String> lines = response.body()) {
        if (response.statusCode() != 200) {
          throw new DemoFailure(
              "The gateway answered with HTTP status "
                  + response.statusCode()
                  + ": "
                  + lines.collect(Collectors.joining(" ")));
        }
        read(lines.iterator());
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DemoFailure("The answer broke off after " + chunks + " chunks: " + e, e);
    }
    if (chunks == 0) {
      throw new DemoFailure("The gateway answered without any text.");
    }
    return chunks;
  }

  private void read(Iterator<String> lines) throws DemoFailure, JsonProcessingException {
    String event = "";
    StringBuilder data = new StringBuilder();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.isEmpty()) {
        dispatch(event, data.toString());
        event = "";
        data.setLength(0);
      } else if (line.startsWith("event:")) {
        event = line.substring("event:".length()).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring("data:".length())).append('\n');
      }
    }
  }

  private void dispatch(String event, String data) throws DemoFailure, JsonProcessingException {
    if (data.isBlank()) {
      return;
    }
    if (event.equals("error")) {
      throw new DemoFailure("The gateway reported an error: " + data.strip());
    }
    JsonNode text = JSON.readTree(data).path("text");
    if (event.isEmpty() && !text.asText().isEmpty()) {
      chunks++;
      printer.accept(text.asText());
    }
  }
}
