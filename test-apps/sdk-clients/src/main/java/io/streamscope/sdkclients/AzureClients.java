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
import java.util.function.Function;
import java.util.stream.Stream;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

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

  /**
   * A stream that the application has forgotten is not collected: its connection holds it. Of an
   * event in many buffers, the SDKs await the rest without asking for it.
   */
  static boolean allow(Fault fault) {
    return fault != Fault.FORGET && fault != Fault.BIG_EVENT;
  }

  static void answer(Object answer, Scene scene) {
    scene.answer(text(answer));
  }

  /**
   * The answer of whatever is asked.
   *
   * @param asking asks the model that it is given
   */
  static void answer(Access access, Function<Access, Mono<?>> asking, Scene scene)
      throws Exception {
    scene.answer(access, asked -> asking.apply(asked).map(AzureClients::text).toFuture());
  }

  /** The SDKs' types do not say what is in them, but can be written as JSON. */
  private static String text(Object answer) {
    return BinaryData.fromObject(answer).toString();
  }

  static void read(IterableStream<?> pieces, Scene scene) throws Exception {
    Stream<?> stream = pieces.stream();
    scene.read(stream, () -> stream.map(AzureClients::text).iterator());
  }

  static void read(Flux<?> pieces, Scene scene) throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    pieces
        .map(AzureClients::text)
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

              @Override
              protected void hookFinally(SignalType how) {
                over.complete(null);
              }
            });
    over.get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
