/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import static io.streamscope.instrumentation.javahttpclient.v11_0.JavaHttpClientStreamSingletons.deliveries;

import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import io.streamscope.stream.Guard;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the headers of the answer on their way to the application's handler. The subscriber that
 * the handler returns stays what it is: a foreign one would be driven by other threads.
 *
 * @param <T> what the body becomes
 */
public final class TracingBodyHandler<T> implements BodyHandler<T> {

  /** Since then one class of the JDK stands before the subscribers of all protocols. */
  private static final int COMMON_SUBSCRIBER_SINCE = 19;

  private static final boolean http2IsSeparate =
      Runtime.version().feature() < COMMON_SUBSCRIBER_SINCE;

  private final BodyHandler<T> delegate;
  private final InboundCall call;

  private TracingBodyHandler(BodyHandler<T> delegate, InboundCall call) {
    this.delegate = delegate;
    this.call = call;
  }

  /** The handler to use for the call that is being issued. */
  public static @Nullable BodyHandler<?> of(@Nullable BodyHandler<?> handler) {
    InboundCall call = InboundCall.current();
    return call == null || handler == null ? handler : new TracingBodyHandler<>(handler, call);
  }

  @Override
  public BodySubscriber<T> apply(ResponseInfo response) {
    BodySubscriber<T> subscriber = delegate.apply(response);
    BodyDelivery delivery = delivery(response, subscriber);
    if (delivery == null) {
      return subscriber;
    }
    if (http2IsSeparate && response.version() == Version.HTTP_2) {
      return new TracingBodySubscriber<>(subscriber, delivery);
    }
    deliveries().set(subscriber, delivery);
    return subscriber;
  }

  private @Nullable BodyDelivery delivery(ResponseInfo response, BodySubscriber<T> subscriber) {
    try {
      HttpHeaders headers = response.headers();
      InboundBody body =
          call.answered(
              response.statusCode(),
              headers.firstValue("Content-Type").orElse(null),
              headers.firstValue("Content-Encoding").orElse(null));
      return body == null ? null : new BodyDelivery(body, subscriber);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }
}
