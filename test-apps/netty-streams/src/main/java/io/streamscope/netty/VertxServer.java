/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Every end point of the application on Vert.x. */
final class VertxServer {

  private final Observations observations = new Observations();
  private final Router router;
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
          });

  private VertxServer(Router router) {
    this.router = router;
  }

  /** The port. */
  static int start() throws Exception {
    Vertx vertx = Vertx.vertx();
    VertxServer server = new VertxServer(Router.router(vertx));
    server.addStreams();
    server.addEndings();
    server.addOthers();
    HttpServer listening =
        vertx
            .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
            .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
            .requestHandler(server.router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    return listening.actualPort();
  }

  private void addStreams() {
    add("/sse/async", pooled(SseAnswers::events));
    add("/sse/thread", this::fromThreadOfItsOwn);
    add("/sse/sync", context -> SseAnswers.timed(watched(context), context.vertx()));
    add("/sse/writer", pooled(SseAnswers::writer));
    add("/sse/pieces", pooled(SseAnswers::pieces));
    add("/sse/split", pooled(SseAnswers::split));
    add("/sse/rich", pooled(SseAnswers::rich));
    add("/sse/big", pooled(SseAnswers::big));
    add("/sse/headers-first", pooled(SseAnswers::headersFirst));
    add("/sse/nonblocking", context -> SseAnswers.nonBlocking(watched(context)));
    add("/sse/dispatch", context -> context.reroute("/sse/sync?n=3"));
    add("/sse/gzip", pooled(SseAnswers::compressed));
    add("/sse/cached", context -> SseAnswers.collected(watched(context)));
    add("/ndjson", pooled(exchange -> Answers.lines(exchange, "application/x-ndjson")));
    add("/stream-json", pooled(exchange -> Answers.lines(exchange, "application/stream+json")));
    add("/jsonl", pooled(exchange -> Answers.lines(exchange, "application/jsonl")));
    add("/relay", pooled(Answers::relay));
  }

  private void addEndings() {
    add("/sse/endless", pooled(SseAnswers::endless));
    add("/sse/endless-unflushed", pooled(SseAnswers::endlessLarge));
    add("/sse/never", context -> write(watched(context), SseAnswers::one));
    add("/sse/held", context -> write(watched(context), SseAnswers::held));
    add("/sse/cut", context -> write(watched(context), SseAnswers::cutOff));
    add("/sse/none", context -> SseAnswers.noContent(watched(context)));
  }

  private void addOthers() {
    add("/json", context -> Answers.json(watched(context)));
    add("/text", pooled(Answers::text));
    add("/heap", context -> Answers.heap(new Exchange(context.request())));
    router
        .route(HttpMethod.GET, "/observed")
        .handler(context -> context.response().end(observations.text()));
    router
        .route(HttpMethod.DELETE, "/observed")
        .handler(
            context -> {
              observations.clear();
              context.response().end();
            });
  }

  private void add(String path, Handler<RoutingContext> handler) {
    router.route(path).handler(handler);
  }

  private Exchange watched(RoutingContext context) {
    context.response().endHandler(unused -> observations.saw("onComplete"));
    context.response().exceptionHandler(unused -> observations.saw("onError"));
    return new Exchange(context.request());
  }

  private Handler<RoutingContext> pooled(Answer answer) {
    return context -> {
      Exchange exchange = watched(context);
      pool.execute(() -> writeAll(exchange, answer));
    };
  }

  private void fromThreadOfItsOwn(RoutingContext context) {
    Exchange exchange = watched(context);
    Thread thread = new Thread(() -> writeAll(exchange, SseAnswers::events), "own-thread");
    thread.setDaemon(true);
    thread.start();
  }

  private void writeAll(Exchange exchange, Answer answer) {
    if (write(exchange, answer)) {
      exchange.response().end();
    }
  }

  private boolean write(Exchange exchange, Answer answer) {
    try {
      answer.write(exchange);
      return true;
    } catch (IOException failure) {
      observations.saw("write: failed"); // how, depends on who noticed first
      return false;
    }
  }
}
