/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionException;

/** A sink to which one event is sent after the other. */
final class EventOutput {

  private final SseEventSink sink;
  private final Sse sse;

  EventOutput(SseEventSink sink, Sse sse) {
    this.sink = sink;
    this.sse = sse;
  }

  Sse sse() {
    return sse;
  }

  /** Sends an event of text. */
  void send(String data) {
    send(sse.newEvent(data));
  }

  /** Returns once it has been written; throws {@link CompletionException} if that failed. */
  void send(OutboundSseEvent event) {
    sink.send(event).toCompletableFuture().join();
  }

  boolean isClosed() {
    return sink.isClosed();
  }

  void close() {
    sink.close();
  }
}
