/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttpsse.v3_14;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.InboundBody;
import okhttp3.Response;
import okhttp3.sse.EventSource;

/** Wiring of the module. */
final class OkHttpSseStreamSingletons {

  private static final VirtualField<Response, InboundBody> bodies =
      VirtualField.find(Response.class, InboundBody.class);
  private static final VirtualField<EventSource, EventDelivery> deliveries =
      VirtualField.find(EventSource.class, EventDelivery.class);

  /** Responses that are streams; the module of OkHttp knows them. */
  static VirtualField<Response, InboundBody> bodies() {
    return bodies;
  }

  static VirtualField<EventSource, EventDelivery> deliveries() {
    return deliveries;
  }

  private OkHttpSseStreamSingletons() {}
}
