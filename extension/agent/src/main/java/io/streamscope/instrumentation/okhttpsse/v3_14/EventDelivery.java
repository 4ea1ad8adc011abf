/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttpsse.v3_14;

import static io.streamscope.instrumentation.okhttpsse.v3_14.OkHttpSseStreamSingletons.bodies;
import static io.streamscope.instrumentation.okhttpsse.v3_14.OkHttpSseStreamSingletons.deliveries;

import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundBody;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import org.jspecify.annotations.Nullable;

/** How the events of one response get to a listener: all on one thread. */
public final class EventDelivery {

  private final InboundBody body;
  private long startNanos;
  private @Nullable Scope scope;

  private EventDelivery(InboundBody body) {
    this.body = body;
  }

  /** A response is about to be read, event by event; null if it is no stream of ours. */
  public static @Nullable Scope begin(EventSource source, Response response) {
    InboundBody body = bodies().get(response);
    if (body == null) {
      return null;
    }
    deliveries().set(source, new EventDelivery(body));
    return body.callbackContext().makeCurrent();
  }

  /** It has been read. */
  public static void end(@Nullable Scope scope) {
    if (scope != null) {
      scope.close();
    }
  }

  /** The listener is about to get an event. */
  public static @Nullable EventDelivery next(EventSource source) {
    EventDelivery delivery = deliveries().get(source);
    if (delivery != null) {
      delivery.startNanos = delivery.body.nanoTime();
      delivery.scope = delivery.body.callbackContext().makeCurrent(); // none, if it is already
    }
    return delivery;
  }

  /** It has returned or has thrown. */
  public static void returned(@Nullable EventDelivery delivery, @Nullable Throwable thrown) {
    if (delivery == null) {
      return;
    }
    end(delivery.scope);
    delivery.scope = null;
    delivery.body.handledSince(delivery.startNanos);
    if (thrown != null) {
      delivery.body.failed(thrown);
    }
  }
}
