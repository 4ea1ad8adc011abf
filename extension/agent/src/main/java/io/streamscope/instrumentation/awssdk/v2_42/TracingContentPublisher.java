/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.awssdk.v2_42;

import io.streamscope.http.ModelRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** Looks at the body of a request as the HTTP client takes it. */
final class TracingContentPublisher implements SdkHttpContentPublisher {

  private final SdkHttpContentPublisher delegate;
  private final ModelRequest question;

  TracingContentPublisher(SdkHttpContentPublisher delegate, ModelRequest question) {
    this.delegate = delegate;
    this.question = question;
  }

  @Override
  public Optional<Long> contentLength() {
    return delegate.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    question.begin();
    delegate.subscribe(subscriber == null ? null : new Seeing(subscriber, question));
  }

  private record Seeing(Subscriber<? super ByteBuffer> delegate, ModelRequest question)
      implements Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Subscription subscription) {
      delegate.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      question.onBytes(bytes);
      delegate.onNext(bytes);
    }

    @Override
    public void onError(Throwable error) {
      delegate.onError(error);
    }

    @Override
    public void onComplete() {
      delegate.onComplete();
    }
  }
}
