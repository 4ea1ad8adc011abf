/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
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
    return JdkRequests.traits(Trait.PULLS, Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    try {
      client
          .sendAsync(JdkRequests.request(ask), BodyHandlers.ofLines())
          .thenAcceptAsync(response -> readLines(response, reading), pool)
          .get();
    } catch (ExecutionException failure) {
      reading.failed(failure);
    }
  }

  private static void readLines(HttpResponse<Stream<String>> response, Reading reading) {
    try {
      JdkLines.readLines(response, reading);
    } catch (Exception failure) {
      throw new CompletionException(failure);
    }
  }
}
