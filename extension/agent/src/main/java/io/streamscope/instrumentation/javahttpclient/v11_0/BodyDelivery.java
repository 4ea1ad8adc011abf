/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import static io.streamscope.instrumentation.javahttpclient.v11_0.JavaHttpClientStreamSingletons.deliveries;

import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundBody;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * How a streamed body gets to its subscriber. The JDK calls a subscriber from one thread at a time,
 * but ends it from within such a call if the subscription is cancelled there, or from another
 * thread if that cancels: each call has a scope of its own.
 */
public final class BodyDelivery {

  private static final String QUEUE = "jdk.internal.net.http.ResponseSubscribers$";

  private final InboundBody body;
  private final boolean callsApplication;
  private volatile long startNanos; // of the last call

  BodyDelivery(InboundBody body, BodySubscriber<?> subscriber) {
    this.body = body;
    String type = subscriber.getClass().getName();
    // the JDK's own subscribers keep the bytes for a reader, but for those with Adapter or Consumer
    this.callsApplication =
        !type.startsWith(QUEUE) || !(type.endsWith("InputStream") || type.contains("Mapping"));
  }

  /** What is known of a subscriber, null if its body is no stream. */
  public static @Nullable BodyDelivery of(@Nullable BodySubscriber<?> subscriber) {
    return subscriber == null ? null : deliveries().get(subscriber);
  }

  /** The subscription for a subscriber. */
  public static Flow.Subscription subscription(
      @Nullable BodySubscriber<?> subscriber, Flow.Subscription subscription) {
    BodyDelivery delivery = of(subscriber);
    return delivery == null ? subscription : delivery.tracing(subscription);
  }

  /** Bytes are about to be delivered; the scope of the call, null if it needs none. */
  public static @Nullable Scope next(
      @Nullable BodySubscriber<?> subscriber, List<ByteBuffer> bytes) {
    BodyDelivery delivery = of(subscriber);
    return delivery == null ? null : delivery.arrived(bytes);
  }

  /** The body is about to end; null for a good end. */
  public static @Nullable Scope complete(
      @Nullable BodySubscriber<?> subscriber, @Nullable Throwable error) {
    BodyDelivery delivery = of(subscriber);
    return delivery == null ? null : delivery.ended(error);
  }

  Flow.Subscription tracing(Flow.Subscription subscription) {
    return new TracingSubscription(subscription, body);
  }

  @Nullable Scope arrived(List<ByteBuffer> bytes) {
    body.onBytes(bytes);
    startNanos = callsApplication ? body.nanoTime() : 0;
    return enter();
  }

  @Nullable Scope ended(@Nullable Throwable error) {
    if (error == null) {
      body.onEnd();
    } else {
      body.failed(error);
    }
    startNanos = 0;
    return enter();
  }

  private @Nullable Scope enter() {
    return callsApplication ? body.callbackContext().makeCurrent() : null;
  }

  /** The subscriber has returned or has thrown. */
  public static void returned(
      @Nullable BodySubscriber<?> subscriber, @Nullable Scope scope, @Nullable Throwable thrown) {
    if (scope != null) {
      scope.close();
    }
    BodyDelivery delivery = of(subscriber);
    if (delivery != null) {
      delivery.left(thrown);
    }
  }

  /** A call is over, and so is its scope. */
  void left(@Nullable Throwable thrown) {
    long began = startNanos;
    if (began != 0) {
      startNanos = 0;
      body.handledSince(began);
    }
    if (thrown != null) {
      body.failed(thrown);
    }
  }
}
