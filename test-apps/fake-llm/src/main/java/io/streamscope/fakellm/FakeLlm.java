/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A model server on loopback that speaks what OpenAI, Azure, Anthropic, Google, Ollama, Cohere and
 * DashScope speak; see {@code Endpoints}. Embedded in a test:
 *
 * <pre>{@code
 * try (FakeLlm llm = FakeLlm.start(FakeLlmOptions.defaults())) {
 *   client.call(llm.baseUrl());
 *   llm.awaitRequests(1, Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>As a process: {@code java -jar fake-llm.jar --port=8089 --chunk-gap=30ms}. See {@link Knob}
 * for all options.
 */
public final class FakeLlm implements AutoCloseable {
  private static final int BACKLOG = 1024;

  static {
    // Without this the JDK server leaves Nagle's algorithm on, which delays small chunks.
    setDefaultProperty("sun.net.httpserver.nodelay", "true");
    setDefaultProperty("sun.net.httpserver.maxIdleConnections", "10000");
  }

  private final HttpServer server;
  private final ExecutorService executor;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final RequestLog log = new RequestLog();

  private FakeLlm(FakeLlmOptions options) throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), BACKLOG);
    AtomicInteger threads = new AtomicInteger();
    executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fake-llm-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    Router router = new Router(log, closing);
    LogEndpoints logEndpoints = new LogEndpoints(log);
    Endpoints.addTo(router, options);
    router.add("GET /v1/models", FakeLlm::listModels);
    router.add("GET /healthz", call -> call.respondJson(200, "{\"status\":\"ok\"}"));
    router.add("GET /requests", logEndpoints::list);
    router.add("DELETE /requests", logEndpoints::clear);
    server.createContext("/", router);
    server.setExecutor(executor);
    server.start();
  }

  /** Starts a server; it answers when this returns. */
  public static FakeLlm start(FakeLlmOptions options) {
    try {
      return new FakeLlm(options);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + options.port(), e);
    }
  }

  /**
   * Runs a server until the process ends. Without arguments: any free port, the first chunk after
   * 300 ms and one each 30 ms.
   */
  public static void main(String[] arguments) {
    FakeLlmOptions options;
    try {
      options = FakeLlmOptions.demo().withArguments(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("fake-llm: " + e.getMessage());
      System.err.println("options: --port=<port>");
      Arrays.stream(Knob.values())
          .map(
              knob ->
                  "         --"
                      + knob.knobName()
                      + "=<"
                      + knob.kind().name().toLowerCase(Locale.ROOT)
                      + ">")
          .forEach(System.err::println);
      System.exit(2);
      return;
    }
    FakeLlm llm = start(options);
    System.out.println("fake-llm listening on " + llm.rootUrl());
    System.out.flush();
  }

  /** The TCP port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The URL for OpenAI clients, ending in {@code /v1}. */
  public String baseUrl() {
    return rootUrl() + "/v1";
  }

  /** The URL without a path. */
  public String rootUrl() {
    return "http://127.0.0.1:" + port();
  }

  /** All requests to models that have ended since the last clearing, in order of their end. */
  public List<LoggedRequest> requests() {
    return log.snapshot();
  }

  /** Forgets the requests that have ended. */
  public void clearRequests() {
    log.clear();
  }

  /**
   * Waits until so many requests have ended since the last clearing.
   *
   * @return all that have, at least {@code count}
   * @throws IllegalStateException if the time is over
   */
  public List<LoggedRequest> awaitRequests(int count, Duration timeout) {
    return await(request -> true, count, timeout);
  }

  /** As {@link #awaitRequests(int, Duration)}, but only for requests of that path. */
  public List<LoggedRequest> awaitRequests(String path, int count, Duration timeout) {
    return awaitRequests(request -> request.path().equals(path), count, timeout);
  }

  /** As {@link #awaitRequests(int, Duration)}, but only for requests that match. */
  public List<LoggedRequest> awaitRequests(
      Predicate<LoggedRequest> filter, int count, Duration timeout) {
    return await(filter, count, timeout);
  }

  /** Cuts all connections and frees the port. */
  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  private List<LoggedRequest> await(Predicate<LoggedRequest> filter, int count, Duration timeout) {
    try {
      List<LoggedRequest> ended = log.await(filter, count, timeout);
      if (ended.size() < count) {
        throw new IllegalStateException(
            "only %d of %d requests ended within %s; all: %s"
                .formatted(ended.size(), count, timeout, requests()));
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for requests", e);
    }
  }

  private static void listModels(Call call) throws IOException {
    String models =
        List.of("gpt-4o-mini", "gpt-4o", "o4-mini", "text-embedding-3-small").stream()
            .map(
                model ->
                    "{\"id\":\"%s\",\"object\":\"model\",\"created\":1721172741,\"owned_by\":\"system\"}"
                        .formatted(model))
            .collect(Collectors.joining(","));
    call.respondJson(200, "{\"object\":\"list\",\"data\":[" + models + "]}");
  }

  private static void setDefaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
