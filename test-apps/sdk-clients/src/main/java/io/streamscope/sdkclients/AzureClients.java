/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.BinaryData;
import com.azure.core.util.ClientOptions;
import com.azure.core.util.Header;
import com.azure.core.util.IterableStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is done alike with all clients of Azure's. */
final class AzureClients {

  private AzureClients() {}

  /** A key would need HTTPS: the server is asked without. */
  static ClientOptions options(Access access) {
    List<Header> headers =
        access.headers().entrySet().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .toList();
    return new ClientOptions().setHeaders(headers);
  }

  static RetryOptions tryAgainOnce() {
    return new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(50)));
  }

  static void answer(Object answer, Scene scene) {
    scene.answer(text(answer));
  }

  static void answer(Mono<?> answer, Scene scene) throws Exception {
    scene.answer(answer.map(AzureClients::text).toFuture());
  }

  /** The SDKs' types do not say what is in them, but can be written as JSON. */
  private static String text(Object answer) {
    return BinaryData.fromObject(answer).toString();
  }

  static void read(IterableStream<?> pieces, Scene scene) {
    try (Stream<?> stream = pieces.stream()) {
      scene.read(stream.map(AzureClients::text).iterator());
    }
  }

  static void read(Flux<?> pieces, Scene scene) throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    pieces
        .map(AzureClients::text)
        .doFinally(how -> over.complete(null))
        .subscribe(
            new BaseSubscriber<String>() {
              @Override
              protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              protected void hookOnNext(String piece) {
                if (!scene.chunk(piece)) {
                  cancel();
                }
              }

              @Override
              protected void hookOnComplete() {
                scene.say("end");
              }

              @Override
              protected void hookOnError(Throwable failure) {
                scene.failed(failure);
              }
            });
    over.get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
