/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** {@code sendAsync} with {@code fromLineSubscriber}: the future is complete after the body. */
final class JdkLineSubscriber implements StreamingClient {

  private final HttpClient client = JdkRequests.client();

  @Override
  public Set<Trait> traits() {
    return JdkRequests.traits(
        Trait.PUSHES,
        Trait.CANCELS_IN_CALLBACK,
        Trait.CANCELS_FOR_A_FAILURE,
        Trait.CANCELS_A_FUTURE);
  }

  @Override
  public void read(Ask ask, Reading reading) {
    Subscriber subscriber = new Subscriber(reading);
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            JdkRequests.request(ask),
            head -> {
              reading.status(head.statusCode(), JdkRequests.type(head.headers()));
              return BodyHandlers.fromLineSubscriber(subscriber).apply(head);
            });
    answer.whenComplete((response, failure) -> over(reading, response, failure));
    boolean byFuture = ask.url().endsWith("&future");
    reading.awaitPushed(byFuture ? () -> answer.cancel(true) : subscriber::cancel);
  }

  private static void over(
      Reading reading,
      @org.jspecify.annotations.Nullable HttpResponse<Void> response,
      @org.jspecify.annotations.Nullable Throwable failure) {
    if (failure != null) {
      reading.failed(failure);
    } else if (response != null) {
      reading.ended();
    }
  }

  private static final class Subscriber implements Flow.Subscriber<String> {

    private final Reading reading;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    Subscriber(Reading reading) {
      this.reading = reading;
    }

    void cancel() {
      reading.signals().saw('X');
      subscription.join().cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      reading.signals().saw('S');
      subscription.complete(given);
      reading.open(this::cancel);
      reading.signals().saw('R');
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      reading.signals().saw('N');
      if (!reading.line(line)) {
        cancel();
        reading.closed();
      }
    }

    @Override
    public void onError(Throwable failure) {
      reading.signals().saw('E');
    }

    @Override
    public void onComplete() {
      reading.signals().saw('C');
    }
  }
}
