/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What is current while an application subscribes to all messages of a connection at once. The
 * agent keeps it for whatever it does with any of them later, and makes it current there: this one
 * then gives way to the turn of the message, if that is current, so that what is subscribed to for
 * a message keeps the turn. It is what it was made of else. Immutable.
 */
public final class ListeningContext implements Context {

  private final Context request;

  private ListeningContext(Context request) {
    this.request = request;
  }

  /**
   * The application is about to subscribe on this thread.
   *
   * @return to be closed when it has
   */
  public static Scope begin() {
    Context current = Context.current();
    return current instanceof ListeningContext
        ? Scope.noop()
        : ContextStorage.get().attach(new ListeningContext(current));
  }

  private Context now() {
    Context current = Context.current();
    return current instanceof ListeningContext || !WebSocketTurn.isIn(current) ? request : current;
  }

  @Override
  public <V> @Nullable V get(ContextKey<V> key) {
    return now().get(key);
  }

  @Override
  public <V> Context with(ContextKey<V> key, V value) {
    return now().with(key, value);
  }

  /** Outside of turns it stays what it is, for whatever is subscribed to later on. */
  @Override
  public Scope makeCurrent() {
    Context now = now();
    return now == request ? ContextStorage.get().attach(this) : now.makeCurrent();
  }
}
