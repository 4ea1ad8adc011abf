/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Plays scenarios when it is asked to, with the client that it was started with: {@code
 * /run?scenario=complete}. The answer is what the application saw; {@code /scenarios} names what
 * this client can play.
 */
public final class HttpClients {

  private final Stage stage;

  private HttpClients(Stage stage) {
    this.stage = stage;
  }

  /** Takes the name of a client and the base URL of the server to read from. */
  public static void main(String[] arguments) throws IOException {
    StreamingClient client = Clients.named(arguments[0]);
    HttpClients app = new HttpClients(new Stage(client, arguments[1]));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor(task -> new Thread(task, "app")));
    server.createContext("/scenarios", app::names);
    server.createContext("/run", app::run);
    server.start();
    System.out.println(
        "http-clients listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void names(HttpExchange exchange) throws IOException {
    answer(exchange, String.join("\n", stage.scenarios().keySet()));
  }

  private void run(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    String name = query.substring(query.indexOf("scenario=") + "scenario=".length());
    Map<String, Scenario> scenarios = stage.scenarios();
    Scenario scenario = scenarios.get(name);
    answer(exchange, scenario == null ? "no such scenario" : stage.play(name, scenario));
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
