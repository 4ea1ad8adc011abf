/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a model when it is asked to: {@code /run?client=okhttp&format=anthropic&scenario=stream}.
 * The answer is what the application saw. {@code /formats} names all formats, {@code /scenarios}
 * what a client can play, of one format if it is named. {@code /ask?client=okhttp&name=some} asks
 * the {@link Question} that is its body.
 */
public final class ModelHttp {
  private final String baseUrl;
  private final Map<String, Stage> stages = new ConcurrentHashMap<>();

  private ModelHttp(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Takes the URL of the model server, without a path. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor(task -> new Thread(task, "app")));
    new ModelHttp(arguments[0]).serve(server);
    System.out.println("model-http listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpServer server) {
    server.createContext("/formats", answering((query, body) -> String.join("\n", Format.ids())));
    server.createContext("/clients", answering((query, body) -> String.join("\n", Clients.NAMES)));
    server.createContext("/scenarios", answering((query, body) -> scenarios(query)));
    server.createContext("/run", answering((query, body) -> run(query)));
    server.createContext("/ask", answering(this::ask));
    server.start();
  }

  private String scenarios(String query) {
    String format = value(query, "format");
    Stage stage = stage(query);
    List<Scenario> played =
        format.isEmpty() ? stage.scenarios() : stage.scenarios(Format.of(format));
    return String.join("\n", played.stream().map(Scenario::id).toList());
  }

  private String run(String query) {
    return stage(query)
        .play(Format.of(value(query, "format")), Scenario.of(value(query, "scenario")));
  }

  private String ask(String query, String body) {
    return stage(query).ask(value(query, "name"), Question.parse(body));
  }

  private Stage stage(String query) {
    return stages.computeIfAbsent(value(query, "client"), name -> new Stage(name, baseUrl));
  }

  private static String value(String query, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "=([a-z0-9-]+)").matcher(query);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static HttpHandler answering(BiFunction<String, String, String> answer) {
    return exchange -> {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String text;
      int status = 200;
      try {
        text = answer.apply(String.valueOf(exchange.getRequestURI().getQuery()), body);
      } catch (IllegalArgumentException unknown) {
        text = String.valueOf(unknown.getMessage());
        status = 404;
      }
      answer(exchange, status, text);
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
