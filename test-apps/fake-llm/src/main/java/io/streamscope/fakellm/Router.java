/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.streamscope.fakellm.LoggedRequest.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Finds the endpoint of a request, runs it and logs the request once it has ended. */
final class Router implements HttpHandler {
  private static final Set<String> HEADERS_OF_INTEREST =
      Set.of("traceparent", "tracestate", "baggage", "user-agent", "accept", "content-type");

  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private final RequestLog log;
  private final CountDownLatch closing;

  Router(RequestLog log, CountDownLatch closing) {
    this.log = log;
    this.closing = closing;
  }

  void add(String methodAndPath, Endpoint endpoint) {
    endpoints.put(methodAndPath, endpoint);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Instant startedAt = Instant.now();
    long start = System.nanoTime();
    Call call =
        new Call(exchange, new String(exchange.getRequestBody().readAllBytes(), UTF_8), closing);
    Outcome outcome = Outcome.DROPPED;
    try {
      answer(exchange, call);
      outcome = Outcome.COMPLETE;
    } catch (ConnectionCut e) {
      throw e;
    } catch (IOException e) {
      outcome = closing.getCount() == 0 ? Outcome.DROPPED : Outcome.CLIENT_GONE;
      throw e;
    } finally {
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/v1/")) {
        log.add(
            new LoggedRequest(
                exchange.getRequestMethod(),
                path,
                headersOfInterest(exchange.getRequestHeaders()),
                call.body(),
                call.status(),
                call.bytesWritten(),
                call.payloadBytes(),
                call.chunksWritten(),
                call.contentChunks(),
                outcome,
                startedAt,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
      }
    }
  }

  private void answer(HttpExchange exchange, Call call) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Endpoint endpoint = endpoints.get(exchange.getRequestMethod() + " " + path);
    try {
      if (endpoint != null) {
        endpoint.answer(call);
        call.finish();
      } else {
        call.respondError(
            404,
            "invalid_request_error",
            "unknown_url",
            "Unknown request URL: " + exchange.getRequestMethod() + " " + path);
      }
    } catch (IllegalArgumentException e) {
      if (call.isStarted()) {
        throw e;
      }
      call.respondError(
          400, "invalid_request_error", "bad_request", String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> headersOfInterest(Headers headers) {
    Map<String, String> interesting = new HashMap<>();
    headers.forEach(
        (name, values) -> {
          String lowerName = name.toLowerCase(Locale.ROOT);
          if (lowerName.startsWith("x-") || HEADERS_OF_INTEREST.contains(lowerName)) {
            interesting.put(lowerName, String.join(",", values));
          }
        });
    return Map.copyOf(interesting);
  }
}
