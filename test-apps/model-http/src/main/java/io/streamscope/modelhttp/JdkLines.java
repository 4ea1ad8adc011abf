/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** {@code sendAsync} with {@code fromLineSubscriber}. */
final class JdkLines implements ModelClient {
  private final HttpClient client = JdkRequests.client();

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CLOSES, Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            JdkRequests.request(ask),
            head -> {
              JdkRequests.status(reading, head);
              return BodyHandlers.fromLineSubscriber(new Subscriber(reading)).apply(head);
            });
    CompletableFuture<Boolean> unused =
        answer.handle(
            (response, failure) -> {
              over(reading, failure);
              return failure == null;
            });
    reading.await();
  }

  private static void over(Reading reading, @Nullable Throwable failure) {
    if (failure == null) {
      reading.ended();
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
      reading.failed(cause == null ? failure : cause);
    }
  }

  private static final class Subscriber implements Flow.Subscriber<String> {
    private final Reading reading;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    Subscriber(Reading reading) {
      this.reading = reading;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.complete(given);
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      boolean hadEnough = reading.isEnough();
      if (!reading.line(line) && !hadEnough) {
        subscription.join().cancel();
        reading.closed();
      }
    }

    @Override
    public void onError(Throwable failure) {
      // the future says so, too
    }

    @Override
    public void onComplete() {
      // the future says so, too
    }
  }
}
