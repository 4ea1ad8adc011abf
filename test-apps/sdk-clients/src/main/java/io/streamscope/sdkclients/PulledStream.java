/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Pieces of an answer that a thread waits for, one at a time. */
final class PulledStream implements Subscriber<Object>, Iterator<Object>, AutoCloseable {

  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  private final BlockingQueue<Optional<Object>> pieces = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private @Nullable Optional<Object> next;

  @Override
  public void onSubscribe(Subscription begun) {
    subscription.complete(begun);
  }

  @Override
  public void onNext(Object piece) {
    pieces.add(Optional.of(piece));
  }

  @Override
  public void onError(Throwable failure) {
    over.completeExceptionally(failure);
    pieces.add(Optional.empty());
  }

  @Override
  public void onComplete() {
    over.complete(null);
    pieces.add(Optional.empty());
  }

  /** Throws what the stream has failed with. */
  @Override
  public boolean hasNext() {
    return peek().isPresent();
  }

  private Optional<Object> peek() {
    Optional<Object> piece = next;
    if (piece == null) {
      subscription.join().request(1);
      piece = await();
      next = piece;
    }
    if (piece.isEmpty()) {
      over.join();
    }
    return piece;
  }

  private Optional<Object> await() {
    try {
      Optional<Object> piece = pieces.poll(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (piece == null) {
        throw new IllegalStateException("nothing has come");
      }
      return piece;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CompletionException(interrupted);
    }
  }

  @Override
  public Object next() {
    Object piece = peek().orElseThrow();
    next = null;
    return piece;
  }

  /** Changes nothing if it is over, or has never begun. */
  @Override
  public void close() {
    if (subscription.isDone()) {
      subscription.join().cancel();
    }
  }
}
