/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Asks a model when it is asked to: {@code /run?scenario=messages-stream.drop}. The answer is what
 * the application saw. {@code /scenarios} names all that it can play with its SDK.
 */
public final class SdkClients {
  private final String baseUrl;
  private final Map<String, Scenario> scenarios = new LinkedHashMap<>();

  private SdkClients(String baseUrl) {
    this.baseUrl = baseUrl;
    Scenario.all(Sdks.onClassPath()).forEach(each -> scenarios.put(each.id(), each));
  }

  /**
   * What it can do with the SDK on the class path, for whoever lists that: lines of an operation, a
   * colon and a way of asking, then lines of {@code fault:} and what may happen to a call.
   */
  public static List<String> abilities() {
    Sdk sdk = Sdks.onClassPath();
    List<String> abilities = new ArrayList<>();
    sdk.ways().forEach(way -> abilities.add(way.operation().name() + ":" + way.name()));
    Scenario.all(sdk).stream()
        .map(scenario -> "fault:" + scenario.fault().id())
        .distinct()
        .forEach(abilities::add);
    return abilities;
  }

  /** Takes the URL of the model server, without a path. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor(task -> new Thread(task, "app")));
    new SdkClients(arguments[0]).serve(server);
    System.out.println(
        "sdk-clients listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpServer server) {
    server.createContext("/scenarios", answering(query -> String.join("\n", scenarios.keySet())));
    server.createContext("/run", answering(this::run));
    server.start();
  }

  private String run(String query) {
    Scenario scenario = scenarios.get(query.replace("scenario=", ""));
    if (scenario == null) {
      throw new IllegalArgumentException("no such scenario: " + query);
    }
    Scene scene = new Scene(scenario, URI.create(baseUrl).getAuthority());
    scene.play(scenario, scenario.access(baseUrl));
    return scene.text();
  }

  private static HttpHandler answering(Function<String, String> answer) {
    return exchange -> {
      try {
        answer(exchange, 200, answer.apply(String.valueOf(exchange.getRequestURI().getQuery())));
      } catch (IllegalArgumentException unknown) {
        answer(exchange, 404, String.valueOf(unknown.getMessage()));
      }
    };
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
