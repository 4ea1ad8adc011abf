/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.http.server.HttpServer;

/** Spring WebFlux on Reactor Netty. */
final class WebFluxContainer {

  private static final int FIRST = -1;

  private WebFluxContainer() {}

  /** Where it listens. */
  static int start() {
    GenericApplicationContext context = new GenericApplicationContext();
    Map<String, WebSocketHandler> handlers =
        Map.of("/chat/{room}", new WebFluxChat(), "/parts", WebFluxChat::parts);
    context.registerBean("webHandler", DispatcherHandler.class);
    context.registerBean(WebSocketHandlerAdapter.class);
    context.registerBean(
        SimpleUrlHandlerMapping.class, () -> new SimpleUrlHandlerMapping(handlers, FIRST));
    context.refresh();
    ReactorHttpHandlerAdapter spring =
        new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.applicationContext(context).build());
    return HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .handle(
            (request, response) ->
                ReactorNettyContainer.isObserved(request)
                    ? ReactorNettyContainer.observed(request, response)
                    : spring.apply(request, response))
        .bindNow()
        .port();
  }
}
