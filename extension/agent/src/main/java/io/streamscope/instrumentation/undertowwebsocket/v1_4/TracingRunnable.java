/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.WaitingPart;
import org.jspecify.annotations.Nullable;

/** Calls the application's handler of a message. */
public final class TracingRunnable implements Runnable {

  private static final ThreadLocal<@Nullable TracingRunnable> running = new ThreadLocal<>();

  private final WaitingPart part;
  private final Runnable delegate;
  private @Nullable Throwable failure; // of the handler, on its thread

  TracingRunnable(WaitingPart part, Runnable delegate) {
    this.part = part;
    this.delegate = delegate;
  }

  @Override
  public void run() {
    MessageScope scope = part.begin();
    running.set(this);
    try {
      delegate.run();
    } catch (Throwable thrown) {
      failing(thrown);
      throw thrown;
    } finally {
      running.set(null);
      if (scope != null) {
        scope.close(failure);
      }
    }
  }

  /** The handler on this thread has thrown; Undertow tells the endpoint, and nobody else. */
  public static void failing(Throwable thrown) {
    TracingRunnable task = running.get();
    if (task != null && task.failure == null) {
      task.failure = thrown;
    }
  }
}
