/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Where the application handles a message of a session, or a part of one: begun by one thread after
 * the other, asked by any. A thread only has to see what it has written itself: no other one writes
 * its name, and it takes that back before the next one begins.
 */
final class CurrentHandler {

  private final WebSocketSession session;
  private final MessageScope turnlessScope; // used again and again
  private @Nullable Thread thread;
  private boolean turnless; // of use where the thread is the own one

  CurrentHandler(WebSocketSession session) {
    this.session = session;
    this.turnlessScope = new MessageScope(session);
  }

  /** Of a message of no turn. */
  MessageScope beginsTurnless(long nanos) {
    turnless = true;
    thread = Thread.currentThread();
    return turnlessScope.beginAt(nanos);
  }

  /** Of a message of this turn, or of none. */
  MessageScope begins(@Nullable WebSocketTurn turn, long nanos) {
    return turn == null ? beginsTurnless(nanos) : begins(turn, turn.context(), nanos);
  }

  /**
   * Of another one.
   *
   * @param turn null on the side that has none
   * @param context to be current meanwhile
   */
  MessageScope begins(@Nullable WebSocketTurn turn, Context context, long nanos) {
    if (turn != null) {
      turn.handling();
    }
    turnless = false;
    thread = Thread.currentThread();
    return new MessageScope(session, turn, context, nanos);
  }

  void ends() {
    thread = null;
    turnless = false;
  }

  /** Whether the calling thread is in it. */
  boolean isHere() {
    return thread == Thread.currentThread();
  }

  /** Whether the message has no turn. */
  boolean isTurnless() {
    return turnless;
  }
}
