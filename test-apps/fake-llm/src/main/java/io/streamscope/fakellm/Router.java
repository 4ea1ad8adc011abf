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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Finds the endpoint of a request, runs it and logs the request once it has ended. */
final class Router implements HttpHandler {
  private static final Set<String> HEADERS_OF_INTEREST =
      Set.of("traceparent", "tracestate", "baggage", "user-agent", "accept", "content-type");

  /** Who asks for these wants to know something of the server. */
  private static final Set<String> UNLOGGED = Set.of("/requests", "/healthz");

  private final List<Route> routes = new ArrayList<>();
  private final RequestLog log;
  private final CountDownLatch closing;
  private final Runs runs = new Runs();

  Router(RequestLog log, CountDownLatch closing) {
    this.log = log;
    this.closing = closing;
  }

  void add(String methodAndPath, Endpoint endpoint) {
    routes.add(Route.of(methodAndPath, endpoint));
  }

  /** An endpoint that says in its own way what went wrong. */
  void add(String methodAndPath, Endpoint endpoint, ErrorFormat errors) {
    add(
        methodAndPath,
        new Endpoint() {
          @Override
          public void answer(Call call) throws IOException {
            endpoint.answer(call);
          }

          @Override
          public ErrorFormat errors() {
            return errors;
          }
        });
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Instant startedAt = Instant.now();
    long start = System.nanoTime();
    Target target = Target.of(exchange.getRequestURI());
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Call call = new Call(exchange, target, body, closing, runs);
    Outcome outcome = Outcome.DROPPED;
    try {
      answer(exchange.getRequestMethod(), target.path(), call);
      outcome = Outcome.COMPLETE;
    } catch (ConnectionCut e) {
      throw e;
    } catch (IOException e) {
      outcome = closing.getCount() == 0 ? Outcome.DROPPED : Outcome.CLIENT_GONE;
      throw e;
    } finally {
      if (!UNLOGGED.contains(target.path())) {
        log.add(
            new LoggedRequest(
                exchange.getRequestMethod(),
                target.path(),
                headersOfInterest(target, exchange.getRequestHeaders()),
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

  private void answer(String method, String path, Call call) throws IOException {
    for (Route route : routes) {
      Map<String, String> values = route.match(method, path);
      if (values != null) {
        call.setPathValues(values);
        answer(route.endpoint(), call);
        return;
      }
    }
    String unknown = "Unknown request URL: " + method + " " + path;
    call.respondJson(404, OpenAiErrors.json("invalid_request_error", "unknown_url", unknown));
  }

  private static void answer(Endpoint endpoint, Call call) throws IOException {
    try {
      endpoint.answer(call);
      call.finish();
    } catch (IllegalArgumentException e) {
      if (call.isStarted()) {
        throw e;
      }
      call.respondJson(400, endpoint.errors().badRequest(String.valueOf(e.getMessage())));
    }
  }

  private static Map<String, String> headersOfInterest(Target target, Headers headers) {
    Map<String, String> interesting = new HashMap<>();
    target.knobs().forEach((name, value) -> interesting.put(Knob.HEADER_PREFIX + name, value));
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
