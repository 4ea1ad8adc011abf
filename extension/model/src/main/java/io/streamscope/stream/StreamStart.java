/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
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
 * @param side which end we are
 * @param peer the route (server) or the server's address (client), null when unknown
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
    StreamSide side,
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
        StreamSide.SERVER,
        route,
        requestNanos,
        attributes,
        observer);
  }

  /**
   * An SSE or NDJSON response that the application reads. Its span starts with the request.
   *
   * @param host the server's address, null when unknown
   * @param port its port, 0 when unknown
   */
  public static StreamStart inbound(
      Context parent,
      StreamProtocol protocol,
      @Nullable String host,
      int port,
      long requestNanos,
      @Nullable StreamObserver observer) {
    AttributesBuilder attributes = Attributes.builder();
    if (host != null) {
      attributes.put(StreamAttributes.SERVER_ADDRESS, host);
    }
    if (port > 0) {
      attributes.put(StreamAttributes.SERVER_PORT, port);
    }
    return new StreamStart(
        name(protocol, host),
        SpanKind.INTERNAL,
        parent,
        protocol,
        StreamDirection.INBOUND,
        StreamSide.CLIENT,
        host,
        requestNanos,
        attributes.build(),
        observer);
  }

  /**
   * When the span starts: a stream that we asked for, or that a message began, is as old as that.
   */
  long startNanos(long now) {
    boolean sinceRequest = side == StreamSide.CLIENT || kind == SpanKind.CONSUMER;
    return sinceRequest ? Math.min(requestNanos, now) : now;
  }

  /** The span name of a stream: its protocol's word and, if known, the peer. */
  static String name(StreamProtocol protocol, @Nullable String peer) {
    return peer == null ? protocol.spanName() : protocol.spanName() + " " + peer;
  }
}
