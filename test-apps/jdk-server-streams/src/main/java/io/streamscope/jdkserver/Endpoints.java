/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.streamscope.servlet.Answer;
import io.streamscope.servlet.Answers;
import io.streamscope.servlet.Exchange;
import io.streamscope.servlet.Observations;
import io.streamscope.servlet.Relay;
import io.streamscope.servlet.SseAnswers;
import java.io.IOException;
import java.util.concurrent.Executor;

/** Every end point of the application. */
final class Endpoints {

  private final Observations observations = new Observations();
  private final Handlers handlers = new Handlers(observations);
  private final HttpServer server;
  private final Executor senders;

  Endpoints(HttpServer server, Executor senders) {
    this.server = server;
    this.senders = senders;
  }

  void add() {
    addServerSentEvents();
    addEndings();
    addOwn();
    addOtherTypes();
    server.createContext("/relay", handlers.sync(Relay::relay));
    server.createContext("/observed", handlers.sync(this::observed));
    server.createContext("/heap", handlers.sync(Answers::heap));
  }

  private void addServerSentEvents() {
    server.createContext("/sse/async", handedOver(SseAnswers::events));
    server.createContext("/sse/thread", handlers.handedOver(SseAnswers::events, Threads::own));
    server.createContext("/sse/sync", handlers.sync(SseAnswers::events));
    server.createContext("/sse/writer", handlers.sync(SseAnswers::writer));
    server.createContext("/sse/pieces", handlers.sync(SseAnswers::pieces));
    server.createContext("/sse/split", handlers.sync(SseAnswers::split));
    server.createContext("/sse/rich", handedOver(SseAnswers::rich));
    server.createContext("/sse/big", handedOver(SseAnswers::big));
    server.createContext("/sse/headers-first", handlers.sync(SseAnswers::headersFirst));
    server.createContext("/sse/slow-reader", handedOver(SseAnswers::slowReader));
    server
        .createContext("/sse/gzip", handlers.sync(SseAnswers::events))
        .getFilters()
        .add(new GzipFilter());
    server
        .createContext("/sse/cached", handlers.sync(SseAnswers::events))
        .getFilters()
        .add(new CachingFilter());
  }

  private void addEndings() {
    server.createContext("/sse/endless", handedOver(SseAnswers::endless));
    server.createContext("/sse/endless-unflushed", handlers.sync(SseAnswers::endlessUnflushed));
    server.createContext("/sse/never", handlers.forgotten(SseAnswers::one, senders));
    server.createContext("/sse/held", handlers.forgotten(SseAnswers::held, senders));
    server.createContext("/sse/error", handlers.sync(SseAnswers::failing));
  }

  private void addOwn() {
    server.createContext("/sse/fixed-length", handlers.sync(OwnAnswers::fixedLength));
    server.createContext("/sse/too-short", handlers.sync(OwnAnswers::tooShort));
    server.createContext("/sse/too-long", handlers.sync(OwnAnswers::tooLong));
    server.createContext("/sse/after-close", handlers.sync(OwnAnswers::afterClose));
    server.createContext("/sse/no-content", handlers.sync(OwnAnswers::noContent));
    server.createContext("/sse/unflushed", handlers.sync(OwnAnswers::unflushed));
    server.createContext("/sse/headers-unflushed", handlers.sync(OwnAnswers::headersUnflushed));
  }

  private void addOtherTypes() {
    server.createContext(
        "/ndjson", handedOver(answer -> Answers.lines(answer, "application/x-ndjson")));
    server.createContext(
        "/stream-json", handlers.sync(answer -> Answers.lines(answer, "application/stream+json")));
    server.createContext(
        "/jsonl", handlers.sync(answer -> Answers.lines(answer, "application/jsonl")));
    server.createContext("/json", handlers.sync(Answers::json));
    server.createContext("/text", handedOver(Answers::text));
  }

  private HttpHandler handedOver(Answer answer) {
    return handlers.handedOver(answer, senders);
  }

  /** Tells what the application saw; forgets it if asked to. */
  private void observed(Exchange exchange) throws IOException {
    exchange.contentType("text/plain;charset=UTF-8");
    if (((JdkExchange) exchange).http().getRequestMethod().equals("DELETE")) {
      observations.clear();
    }
    for (String line : observations.lines()) {
      exchange.write(line + "\n");
    }
    exchange.flush();
  }
}
