/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/** Reactor Netty's server. */
final class ReactorNettyContainer {

  private ReactorNettyContainer() {}

  /** Where it listens. */
  static int start() {
    WebsocketServerSpec compressed = WebsocketServerSpec.builder().compress(true).build();
    return HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .route(
            routes ->
                routes
                    .route(request -> isObserved(request), ReactorNettyContainer::observed)
                    .ws("/parts", ReactorNettyChat::parts)
                    .ws(
                        "/chat/{room}",
                        (in, out) -> new ReactorNettyChat(in, out).handle(),
                        compressed))
        .bindNow()
        .port();
  }

  /** Whether that is no connection. */
  static boolean isObserved(HttpServerRequest request) {
    return request.uri().equals("/observed");
  }

  /** What was seen. */
  static Publisher<Void> observed(HttpServerRequest request, HttpServerResponse response) {
    if (request.method().name().equals("DELETE")) {
      Observations.forget();
      return response.send();
    }
    return response.sendString(Mono.just(Observations.text()));
  }
}
