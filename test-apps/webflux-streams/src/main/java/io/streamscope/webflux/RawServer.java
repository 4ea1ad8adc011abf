/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.webflux;

import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A server without Spring: what it sends fails as it is, nobody reads anything into it. */
@RestController
public class RawServer implements DisposableBean {

  private static final Duration AFTER_THE_FIRST = Duration.ofMillis(50);

  private final DisposableServer server =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .route(
              routes ->
                  routes.get(
                      "/reset", (request, response) -> response.sse().sendString(resetUpstream())))
          .bindNow();

  /** Passes on what it reads elsewhere, until that breaks; its own reader is still there. */
  private static Flux<String> resetUpstream() {
    Mono<String> broken =
        Mono.<String>error(() -> new IOException("Connection reset by peer"))
            .delaySubscription(AFTER_THE_FIRST);
    return Flux.just("data: one\n\n").concatWith(broken);
  }

  /** Where it listens. */
  @GetMapping("/raw-port")
  public String port() {
    return String.valueOf(server.port());
  }

  @Override
  public void destroy() {
    server.disposeNow();
  }
}
