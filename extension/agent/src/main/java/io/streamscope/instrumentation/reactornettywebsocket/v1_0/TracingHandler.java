/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornettywebsocket.v1_0;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.websocket.ListeningContext;
import io.streamscope.websocket.WebSocketTelemetry;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * The application's handler of a connection: subscribed to once, for all messages that are to come.
 */
public final class TracingHandler {

  private TracingHandler() {}

  /** What to ask for a publisher instead. */
  public static BiFunction<WebsocketInbound, WebsocketOutbound, Publisher<Void>> of(
      BiFunction<? super WebsocketInbound, ? super WebsocketOutbound, ? extends Publisher<Void>>
          handler) {
    return (in, out) -> new Handling(handler.apply(in, out));
  }

  /**
   * A handler has failed, with the message that is being handled on this thread if there is one.
   */
  public static void failed(Throwable failure) {
    WebSocketTelemetry.failedInTurn(Context.current(), failure);
  }

  private record Handling(Publisher<Void> handler) implements Publisher<Void> {

    @Override
    public void subscribe(Subscriber<? super Void> connection) {
      try (Scope ignored = ListeningContext.begin()) {
        handler.subscribe(connection);
      }
    }
  }
}
