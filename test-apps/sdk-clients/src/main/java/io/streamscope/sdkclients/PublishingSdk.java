/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** An SDK whose answers in pieces are publishers, be they RxJava's 2 or 3. */
abstract class PublishingSdk implements Sdk {

  private final String chat;
  private final String embeddings;
  private final Way.Kind pieces;

  /**
   * @param chat what its chats are called
   * @param embeddings what its vectors are called
   * @param pieces what kind of answer its streams are
   */
  PublishingSdk(String chat, String embeddings, Way.Kind pieces) {
    this.chat = chat;
    this.embeddings = embeddings;
    this.pieces = pieces;
  }

  /** A thread of the SDK's reads on: what the application has forgotten is still held there. */
  @Override
  public boolean allows(Fault fault, Way way) {
    return fault != Fault.FORGET;
  }

  @Override
  public List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(chat, Way.Kind.DOCUMENT, (access, scene) -> scene.answer(chat(access))));
    ways.add(new Way(chat + "-stream", pieces, this::pull));
    ways.add(new Way(chat + "-async-stream", pieces, this::subscribe));
    ways.add(new Way(embeddings, Way.Kind.VECTORS, (access, scene) -> scene.answer(embed(access))));
    return ways;
  }

  abstract Object chat(Access access) throws Exception;

  /** Nobody has subscribed yet. */
  abstract Publisher<?> stream(Access access) throws Exception;

  abstract Object embed(Access access) throws Exception;

  private void pull(Access access, Scene scene) throws Exception {
    PulledStream stream = new PulledStream();
    stream(access).subscribe(stream);
    scene.read(stream, () -> stream);
  }

  private void subscribe(Access access, Scene scene) throws Exception {
    Listener listener = new Listener(scene);
    stream(access).subscribe(listener);
    listener.over.get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Wants everything, until the application has enough; what it throws ends it, as in RxJava. */
  private static final class Listener implements Subscriber<Object> {

    private final Scene scene;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

    Listener(Scene scene) {
      this.scene = scene;
    }

    @Override
    public void onSubscribe(Subscription begun) {
      subscription.complete(begun);
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object chunk) {
      try {
        if (!scene.chunk(chunk)) {
          subscription.join().cancel();
          ended("closing");
        }
      } catch (IllegalStateException own) {
        subscription.join().cancel();
        onError(own);
      }
    }

    @Override
    public void onError(Throwable failure) {
      scene.failed(failure);
      over.complete(null);
    }

    @Override
    public void onComplete() {
      ended("end");
    }

    private void ended(String how) {
      scene.say(how);
      over.complete(null);
    }
  }
}
