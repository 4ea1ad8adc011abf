/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import io.streamscope.http.InboundBody;
import java.util.concurrent.Flow;

/** The subscription that the application gets; it may end the stream with it. */
final class TracingSubscription implements Flow.Subscription {

  private final Flow.Subscription delegate;
  private final InboundBody body;

  TracingSubscription(Flow.Subscription delegate, InboundBody body) {
    this.delegate = delegate;
    this.body = body;
  }

  @Override
  public void request(long count) {
    delegate.request(count);
  }

  @Override
  public void cancel() {
    body.onClose();
    delegate.cancel();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
