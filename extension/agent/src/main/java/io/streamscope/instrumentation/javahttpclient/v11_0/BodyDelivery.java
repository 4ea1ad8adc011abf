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
 * How a streamed body gets to its subscriber. The JDK calls a subscriber from one thread at a time;
 * the subscription may be cancelled by any.
 */
public final class BodyDelivery {

  private static final String QUEUE = "jdk.internal.net.http.ResponseSubscribers$";

  private final InboundBody body;
  private final boolean callsApplication;
  private @Nullable Scope scope;
  private long startNanos;

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

  /** Bytes are about to be delivered. */
  public static @Nullable BodyDelivery next(
      @Nullable BodySubscriber<?> subscriber, List<ByteBuffer> bytes) {
    BodyDelivery delivery = of(subscriber);
    if (delivery != null) {
      delivery.arrived(bytes);
    }
    return delivery;
  }

  /** The body is about to end; null for a good end. */
  public static @Nullable BodyDelivery complete(
      @Nullable BodySubscriber<?> subscriber, @Nullable Throwable error) {
    BodyDelivery delivery = of(subscriber);
    if (delivery != null) {
      delivery.ended(error);
    }
    return delivery;
  }

  Flow.Subscription tracing(Flow.Subscription subscription) {
    return new TracingSubscription(subscription, body);
  }

  void arrived(List<ByteBuffer> bytes) {
    body.onBytes(bytes);
    startNanos = callsApplication ? body.stream().nanoTime() : 0;
    enter();
  }

  void ended(@Nullable Throwable error) {
    if (error == null) {
      body.onEnd();
    } else {
      body.failed(error);
    }
    startNanos = 0;
    enter();
  }

  private void enter() {
    if (callsApplication) {
      scope = body.callbackContext().makeCurrent();
    }
  }

  /** The subscriber has returned or has thrown. */
  public static void returned(@Nullable BodyDelivery delivery, @Nullable Throwable thrown) {
    if (delivery != null) {
      delivery.leave(thrown);
    }
  }

  void leave(@Nullable Throwable thrown) {
    Scope entered = scope;
    if (entered != null) {
      scope = null;
      entered.close();
    }
    if (startNanos != 0) {
      body.stream().handled(body.stream().nanoTime() - startNanos);
    }
    if (thrown != null) {
      body.failed(thrown);
    }
  }
}
