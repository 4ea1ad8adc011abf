/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** Vert.x 4 or 5, without a router. */
final class VertxContainer {

  private VertxContainer() {}

  /** Where it listens. */
  static int start() {
    Vertx vertx = Vertx.vertx();
    vertx.exceptionHandler(
        thrown ->
            Observations.saw("error " + thrown.getClass().getName() + ": " + thrown.getMessage()));
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(VertxContainer::observed)
            .webSocketHandler(socket -> new VertxChat(vertx, socket).open());
    return server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private static void observed(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.DELETE)) {
      Observations.forget();
      request.response().end();
    } else {
      request.response().end(Observations.text());
    }
  }
}
