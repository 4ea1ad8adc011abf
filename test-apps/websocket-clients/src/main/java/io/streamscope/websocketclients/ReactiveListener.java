/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** What an application does with a connection of a reactive client, whatever its types are. */
final class ReactiveListener {

  static final int FRAME_MAX = 200_000;
  static final int FAILED = 1011;

  private final CompletableFuture<Connection> opened = new CompletableFuture<>();
  private final Talk talk;

  ReactiveListener(Talk talk) {
    this.talk = talk;
  }

  /** The connection, once it is open. */
  Connection connection() throws Exception {
    return Client.opened(opened);
  }

  void open(Connection connection) {
    talk.came("opened");
    opened.complete(connection);
  }

  /**
   * What is done with a message.
   *
   * @param goodbye what is done instead of going on, if the message cannot be read
   */
  Mono<Void> handled(Runnable reading, Supplier<Mono<Void>> goodbye) {
    try {
      reading.run();
      return Mono.empty();
    } catch (IllegalStateException failure) {
      talk.came("error " + failure.getClass().getName());
      return goodbye.get();
    }
  }

  /** Waits for the end, which may have no code. */
  Mono<Void> closed(Mono<Integer> code) {
    return code.doOnSuccess(known -> talk.came("closed " + (known == null ? "" : known))).then();
  }

  /** There is no connection, or no more. */
  void failed(Throwable failure) {
    if (!opened.completeExceptionally(failure)) {
      talk.came("failed " + failure.getClass().getName());
    }
  }
}
