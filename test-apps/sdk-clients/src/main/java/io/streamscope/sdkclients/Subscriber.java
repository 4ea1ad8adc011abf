/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The application as the handler of a stream that an SDK pushes. */
final class Subscriber {

  private final Scene scene;
  private final AutoCloseable stream;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /**
   * @param stream what to close when the application has enough
   */
  Subscriber(Scene scene, AutoCloseable stream) {
    this.scene = scene;
    this.stream = stream;
  }

  void next(Object chunk) {
    if (!scene.chunk(chunk)) {
      close();
    }
  }

  private void close() {
    try {
      stream.close();
    } catch (Exception failure) {
      scene.failed(failure);
    }
  }

  void completed(Optional<Throwable> error) {
    if (!scene.hasEnough()) {
      error.ifPresent(scene::failed);
    }
    over.complete(null);
  }

  void awaitEnd() throws Exception {
    over.get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
