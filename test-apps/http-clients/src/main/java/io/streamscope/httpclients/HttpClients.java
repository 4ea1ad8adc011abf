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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Plays scenarios when it is asked to: {@code /run?client=okhttp&scenario=complete}. The answer is
 * what the application saw; {@code /scenarios} names what a client can play, {@code /traits} what
 * it is like.
 */
public final class HttpClients {

  private static final Pattern CLIENT = Pattern.compile("client=([a-z0-9-]+)");
  private static final Pattern SCENARIO = Pattern.compile("scenario=([a-z0-9-]+)");

  private final String baseUrl;
  private final Map<String, Stage> stages = new HashMap<>();

  private HttpClients(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Takes the base URL of the server to read from. */
  public static void main(String[] arguments) throws IOException {
    HttpClients app = new HttpClients(arguments[0]);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor(task -> new Thread(task, "app")));
    server.createContext("/scenarios", app::names);
    server.createContext("/traits", app::traits);
    server.createContext("/run", app::run);
    server.start();
    System.out.println(
        "http-clients listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private Stage stage(HttpExchange exchange) {
    return stages.computeIfAbsent(value(exchange, CLIENT), name -> new Stage(name, baseUrl));
  }

  private static String value(HttpExchange exchange, Pattern what) {
    Matcher matcher = what.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
    return matcher.find() ? matcher.group(1) : "";
  }

  private void names(HttpExchange exchange) throws IOException {
    answer(exchange, String.join("\n", stage(exchange).scenarios().keySet()));
  }

  private void traits(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        stage(exchange).traits().stream().map(Trait::name).collect(Collectors.joining("\n")));
  }

  private void run(HttpExchange exchange) throws IOException {
    String name = value(exchange, SCENARIO);
    Stage stage = stage(exchange);
    Scenario scenario = stage.scenarios().get(name);
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
