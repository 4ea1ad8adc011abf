/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.foreignspans;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.PayloadPart;

/** Reads a streamed answer, piece by piece, as long as the application wants. */
final class StreamReader {

  private final Scene scene;
  private final CompletableFuture<Void> enough = new CompletableFuture<>();

  StreamReader(Scene scene) {
    this.scene = scene;
  }

  ConverseStreamResponseHandler conversation() {
    return ConverseStreamResponseHandler.builder()
        .onEventStream(events -> events.subscribe(new Reading<>(StreamReader::text)))
        .onError(scene::failed)
        .onComplete(() -> scene.say("complete"))
        .build();
  }

  private static @Nullable String text(ConverseStreamOutput event) {
    if (event instanceof ContentBlockDeltaEvent delta) {
      return delta.delta().text();
    }
    if (event instanceof MessageStopEvent stop) {
      return stop.stopReasonAsString();
    }
    return event instanceof ConverseStreamMetadataEvent last ? String.valueOf(last.usage()) : null;
  }

  InvokeModelWithResponseStreamResponseHandler chunks() {
    return InvokeModelWithResponseStreamResponseHandler.builder()
        .onEventStream(
            events ->
                events.subscribe(
                    new Reading<>(
                        event ->
                            event instanceof PayloadPart part
                                ? part.bytes().asUtf8String()
                                : null)))
        .onError(scene::failed)
        .onComplete(() -> scene.say("complete"))
        .build();
  }

  /** Until it is over, or the application has had enough. */
  void await(CompletableFuture<Void> future) throws Exception {
    CompletableFuture.anyOf(future, enough).get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (scene.scenario().fault().equals("cancel")) {
      scene.say("cancelled " + future.cancel(true));
    }
  }

  /** Only one thread at a time, as the specification says. */
  private final class Reading<T> implements Subscriber<T> {

    private final Function<T, @Nullable String> text;
    private @Nullable Subscription subscription;

    private Reading(Function<T, @Nullable String> text) {
      this.text = text;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(T event) {
      String piece = text.apply(event);
      boolean leaving = piece != null && scene.piece(piece);
      if (leaving) {
        if (scene.scenario().fault().equals("early-close")) {
          requireNonNull(subscription).cancel();
        }
        enough.complete(null);
      } else {
        requireNonNull(subscription).request(1);
      }
    }

    @Override
    public void onError(Throwable failure) {
      scene.say("error " + failure.getClass().getName());
    }

    @Override
    public void onComplete() {
      scene.say("end");
    }
  }
}
