/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.awssdk.v2_42;

import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundBody;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Looks at the body of an answer as the SDK takes it: what it does not ask for is not seen. */
final class TracingPublisher implements Publisher<ByteBuffer> {

  private final Publisher<ByteBuffer> delegate;
  private final InboundBody body;

  TracingPublisher(Publisher<ByteBuffer> delegate, InboundBody body) {
    this.delegate = delegate;
    this.body = body;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    delegate.subscribe(subscriber == null ? null : new Seeing(subscriber, body));
  }

  private record Seeing(Subscriber<? super ByteBuffer> delegate, InboundBody body)
      implements Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Subscription subscription) {
      delegate.onSubscribe(
          subscription == null ? null : new TracingSubscription(subscription, body));
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      body.onBytes(bytes);
      long startNanos = body.nanoTime();
      try (Scope ignored = body.callbackContext().makeCurrent()) {
        delegate.onNext(bytes);
      } finally {
        body.handledSince(startNanos);
      }
    }

    @Override
    public void onError(Throwable error) {
      body.failed(error);
      try (Scope ignored = body.callbackContext().makeCurrent()) {
        delegate.onError(error);
      }
    }

    @Override
    public void onComplete() {
      body.onEnd();
      try (Scope ignored = body.callbackContext().makeCurrent()) {
        delegate.onComplete();
      }
    }
  }

  private record TracingSubscription(Subscription delegate, InboundBody body)
      implements Subscription {

    @Override
    public void request(long count) {
      delegate.request(count);
    }

    @Override
    public void cancel() {
      body.onClose();
      delegate.cancel();
    }
  }
}
