/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Runs of applications. They are kept as long as there is memory: whoever asks for the same one
 * again gets it without another start. Thread-safe.
 *
 * @param <K> what a run is a run of
 * @param <R> what a run left behind
 */
final class KeptRuns<K, R> {

  private final Map<K, SoftReference<CompletableFuture<R>>> runs = new HashMap<>();
  private final Function<K, R> play;

  /**
   * @param play starts the application and waits until it has ended
   */
  KeptRuns(Function<K, R> play) {
    this.play = play;
  }

  /** Begins a run unless it has begun. */
  void begin(K key) {
    begun(key);
  }

  /** A run that is not over yet is held by its thread. */
  private synchronized CompletableFuture<R> begun(K key) {
    SoftReference<CompletableFuture<R>> kept = runs.get(key);
    CompletableFuture<R> known = kept == null ? null : kept.get();
    if (known == null) {
      known =
          CompletableFuture.supplyAsync(
              () -> play.apply(key), task -> new Thread(task, key.toString()).start());
      runs.put(key, new SoftReference<>(known));
    }
    return known;
  }

  /** A run; waits until it is over, and fails as it failed. */
  R of(K key) {
    try {
      return begun(key).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw failure;
    }
  }
}
