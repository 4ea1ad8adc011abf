/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import io.streamscope.stream.Guard;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * Before the application's callback, which may be none: a future that is cancelled tells it at
 * once, on the thread that cancels.
 *
 * @param <T> what the response becomes
 */
final class TracingCallback<T> implements FutureCallback<T> {

  private final @Nullable FutureCallback<T> delegate;
  private final TracingResponseConsumer<?> consumer;

  TracingCallback(@Nullable FutureCallback<T> delegate, TracingResponseConsumer<?> consumer) {
    this.delegate = delegate;
    this.consumer = consumer;
  }

  @Override
  public void completed(T result) {
    if (delegate != null) {
      delegate.completed(result);
    }
  }

  @Override
  public void failed(Exception failure) {
    Guard.run(() -> consumer.unanswered(failure));
    if (delegate != null) {
      delegate.failed(failure);
    }
  }

  @Override
  public void cancelled() {
    Guard.run(consumer::cancelled);
    if (delegate != null) {
      delegate.cancelled();
    }
  }
}
