/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.stream.Guard;
import org.jspecify.annotations.Nullable;

/**
 * The application's handler of one message, or of a part of it, from entry to exit on one thread.
 */
public final class MessageScope {

  private final WebSocketSession session;
  private final @Nullable WebSocketTurn turn;
  private final @Nullable Scope scope;
  private long startNanos;
  private @Nullable Ending ending; // null if nobody asks

  /** What is current while it is handled. */
  MessageScope(
      WebSocketSession session, @Nullable WebSocketTurn turn, Context context, long startNanos) {
    this.session = session;
    this.turn = turn;
    this.startNanos = startNanos;
    this.scope = context.makeCurrent();
  }

  /** Of messages that have no turn, one after the other. */
  MessageScope(WebSocketSession session) {
    this.session = session;
    this.turn = null;
    this.scope = null;
  }

  MessageScope beginAt(long nanos) {
    startNanos = nanos;
    return this;
  }

  /** Who else is to be told of its end. */
  void whenOver(Ending told) {
    ending = told;
  }

  /** The handler has failed and is going to return; what fails after that only follows from it. */
  void failed(Throwable thrown) {
    if (turn != null) {
      turn.failed(thrown);
    }
  }

  /**
   * The handler has returned.
   *
   * @param thrown what it has thrown, null if nothing
   */
  public void close(@Nullable Throwable thrown) {
    try {
      if (scope != null) {
        scope.close();
      }
      long now = session.handled(turn, startNanos, thrown);
      if (ending != null) {
        ending.over(startNanos, now, thrown);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /** Is told how the handler ended. */
  @FunctionalInterface
  interface Ending {
    /** It has returned, or thrown. */
    void over(long startNanos, long endNanos, @Nullable Throwable thrown);
  }
}
