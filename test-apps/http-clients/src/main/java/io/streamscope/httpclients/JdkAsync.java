/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** {@code sendAsync} with {@code ofLines}, read by a thread of the application's pool. */
final class JdkAsync implements StreamingClient {

  private final HttpClient client = JdkRequests.client();
  private final ExecutorService pool =
      Executors.newCachedThreadPool(task -> new Thread(task, "app-pool"));

  @Override
  public Set<Trait> traits() {
    return JdkRequests.traits(Trait.PULLS, Trait.FORGETS, Trait.FAILS_OVER, Trait.TAKES_A_HANDLER);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    try {
      answer(ask).thenAcceptAsync(response -> readLines(response, reading), pool).get();
    } catch (ExecutionException failure) {
      reading.failed(failure);
    }
  }

  private CompletableFuture<HttpResponse<Stream<String>>> answer(Ask ask) {
    String before = ask.before();
    if (before == null) {
      return client.sendAsync(JdkRequests.request(ask), handler(ask));
    }
    Ask first = new Ask(before, null, Duration.ofSeconds(1));
    return client
        .sendAsync(JdkRequests.request(first), BodyHandlers.ofLines())
        .handle(
            (answer, failure) -> client.sendAsync(JdkRequests.request(ask), BodyHandlers.ofLines()))
        .thenCompose(second -> second);
  }

  /** One that is missing is the client's to complain about. */
  @SuppressWarnings("NullAway")
  private static BodyHandler<Stream<String>> handler(Ask ask) {
    return ask.url().endsWith("&nothing") ? null : BodyHandlers.ofLines();
  }

  private static void readLines(HttpResponse<Stream<String>> response, Reading reading) {
    try {
      JdkLines.readLines(response, reading);
    } catch (Exception failure) {
      throw new CompletionException(failure);
    }
  }
}
