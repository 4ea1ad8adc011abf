/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import io.opentelemetry.context.Scope;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Between HTTP/2 and the subscriber, for JDKs where nothing common to all protocols is.
 *
 * @param <T> what the body becomes
 */
final class TracingBodySubscriber<T> implements BodySubscriber<T> {

  private final BodySubscriber<T> delegate;
  private final BodyDelivery delivery;

  TracingBodySubscriber(BodySubscriber<T> delegate, BodyDelivery delivery) {
    this.delegate = delegate;
    this.delivery = delivery;
  }

  @Override
  public CompletionStage<T> getBody() {
    return delegate.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    delegate.onSubscribe(delivery.tracing(subscription));
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    deliver(delivery.arrived(bytes), () -> delegate.onNext(bytes));
  }

  @Override
  public void onError(Throwable error) {
    deliver(delivery.ended(error), () -> delegate.onError(error));
  }

  @Override
  public void onComplete() {
    deliver(delivery.ended(null), delegate::onComplete);
  }

  private void deliver(@Nullable Scope scope, Runnable call) {
    Throwable thrown = null;
    try {
      call.run();
    } catch (Throwable t) {
      thrown = t;
      throw t;
    } finally {
      if (scope != null) {
        scope.close();
      }
      delivery.left(thrown);
    }
  }
}
