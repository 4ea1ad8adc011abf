/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream when it starts.
 *
 * @param name name of the span
 * @param kind kind of the span
 * @param parent the context it belongs to
 * @param protocol how its chunks are framed
 * @param direction which way they go
 * @param peer the route (outbound) or the server's address (inbound), null when unknown
 * @param requestNanos when the request was issued or came in, by the model's clock
 * @param attributes further attributes, there before the sampler decides
 * @param observer who follows the stream, null for nobody
 */
public record StreamStart(
    String name,
    SpanKind kind,
    Context parent,
    StreamProtocol protocol,
    StreamDirection direction,
    @Nullable String peer,
    long requestNanos,
    Attributes attributes,
    @Nullable StreamObserver observer) {

  /** An SSE, NDJSON or other response that the application writes. */
  public static StreamStart outbound(
      Context parent,
      StreamProtocol protocol,
      @Nullable String route,
      long requestNanos,
      @Nullable StreamObserver observer) {
    Attributes attributes =
        route == null ? Attributes.empty() : Attributes.of(StreamAttributes.HTTP_ROUTE, route);
    return new StreamStart(
        name(protocol, route),
        SpanKind.INTERNAL,
        parent,
        protocol,
        StreamDirection.OUTBOUND,
        route,
        requestNanos,
        attributes,
        observer);
  }

  /** The span name of a stream: its protocol's word and, if known, the peer. */
  static String name(StreamProtocol protocol, @Nullable String peer) {
    return peer == null ? protocol.spanName() : protocol.spanName() + " " + peer;
  }
}
