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
 * A message that a library may keep in a queue before the application gets it: it is handled in its
 * own turn all the same, whatever has made the queue move. Used by one thread, the reader's.
 */
public final class QueuedMessage {

  private final WebSocketTurn turn;
  private final Context context;
  private boolean waiting;
  private boolean begun;

  private QueuedMessage(WebSocketTurn turn, Context context) {
    this.turn = turn;
    this.context = context;
  }

  /** The one that is being handled on this thread; null if it has no turn. */
  public static @Nullable QueuedMessage current() {
    Context context = Context.current();
    WebSocketTurn turn = WebSocketTurn.of(context);
    return turn == null ? null : new QueuedMessage(turn, context);
  }

  /** It is in a queue, unless the application has got it already: its turn is not over yet. */
  public void waits() {
    if (!begun && !waiting) {
      waiting = true;
      turn.handling();
    }
  }

  /**
   * The application gets it on this thread.
   *
   * @return what is current meanwhile, for {@link #end}
   */
  public Scope begin() {
    begun = true;
    return context.makeCurrent();
  }

  /** The application has returned. */
  public void end(Scope scope) {
    Guard.run(scope::close);
    if (waiting) {
      waiting = false;
      Guard.run(turn::handled);
    }
  }
}
