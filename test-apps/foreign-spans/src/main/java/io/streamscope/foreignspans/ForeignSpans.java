/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.foreignspans;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Asks a model when it is asked to: {@code /run?scenario=converse-stream.drop}. The answer is what
 * the application saw. {@code /scenarios} names all that it can play.
 */
public final class ForeignSpans {
  private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
  private final URI models;

  private ForeignSpans(URI models, Map<String, Question> questions) {
    this.models = models;
    Scenario.all(questions).forEach(each -> scenarios.put(each.id(), each));
  }

  /**
   * Takes the URL of the model server, without a path; and whom to ask: {@code own}, or the HTTP
   * client of the AWS SDK for blocking calls.
   */
  public static void main(String[] arguments) throws IOException {
    URI models = URI.create(arguments[0]);
    Map<String, Question> questions =
        arguments[1].equals("own") ? OwnSpan.questions() : Bedrock.questions(arguments[1]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor(task -> new Thread(task, "app")));
    ForeignSpans app = new ForeignSpans(models, questions);
    server.createContext(
        "/scenarios", exchange -> answer(exchange, String.join("\n", app.scenarios.keySet())));
    server.createContext("/run", app::run);
    server.start();
    System.out.println(
        "foreign-spans listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void run(HttpExchange exchange) throws IOException {
    String id = String.valueOf(exchange.getRequestURI().getQuery()).replace("scenario=", "");
    Scenario scenario = scenarios.get(id);
    if (scenario == null) {
      throw new IOException("no such scenario: " + id);
    }
    Scene scene = new Scene(scenario, models);
    try {
      scenario.question().ask(scene);
    } catch (Throwable failure) {
      scene.failed(failure);
    }
    answer(exchange, scene.text());
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
