/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import io.streamscope.http.InboundCall;
import io.streamscope.http.ModelRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Looks at the body of a request as the client gets it from the application's publisher. */
public final class TracingBodyPublisher implements BodyPublisher {

  private final BodyPublisher delegate;
  private final ModelRequest question;

  private TracingBodyPublisher(BodyPublisher delegate, ModelRequest question) {
    this.delegate = delegate;
    this.question = question;
  }

  /** The publisher to use for the request that is being issued. */
  public static @Nullable BodyPublisher of(@Nullable BodyPublisher publisher) {
    InboundCall call = publisher == null ? null : InboundCall.current();
    ModelRequest question = call == null ? null : call.question();
    return publisher == null || question == null
        ? publisher
        : new TracingBodyPublisher(publisher, question);
  }

  @Override
  public long contentLength() {
    return delegate.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (subscriber == null) {
      delegate.subscribe(subscriber);
      return;
    }
    question.begin();
    delegate.subscribe(new Seeing(subscriber, question));
  }

  private record Seeing(Flow.Subscriber<? super ByteBuffer> delegate, ModelRequest question)
      implements Flow.Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      delegate.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      if (bytes != null) {
        question.onBytes(bytes);
      }
      delegate.onNext(bytes);
    }

    @Override
    public void onError(Throwable failure) {
      delegate.onError(failure);
    }

    @Override
    public void onComplete() {
      delegate.onComplete();
    }
  }
}
