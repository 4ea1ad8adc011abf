/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;

/** Every end point of the application, whatever the container. */
public final class Endpoints implements ServletContextListener {

  private final Observations observations = new Observations();
  private final Senders senders = new Senders();

  /** The containers make one. */
  public Endpoints() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    addServerSentEvents(context);
    addEndings(context);
    addWrapped(context);
    addOtherTypes(context);
    add(context, "/relay", pooled(Relay::relay));
    add(context, "/observed", new ObservedServlet(observations));
    add(context, "/heap", new SyncServlet(Answers::heap, observations));
  }

  private void addServerSentEvents(ServletContext context) {
    add(context, "/sse/async", pooled(SseAnswers::events));
    add(
        context,
        "/sse/thread",
        new AsyncServlet(SseAnswers::events, Senders::ownThread, observations));
    add(context, "/sse/sync", new SyncServlet(SseAnswers::events, observations));
    add(context, "/sse/writer", pooled(SseAnswers::writer));
    add(context, "/sse/pieces", pooled(SseAnswers::pieces));
    add(context, "/sse/split", pooled(SseAnswers::split));
    add(context, "/sse/rich", pooled(SseAnswers::rich));
    add(context, "/sse/big", pooled(SseAnswers::big));
    add(context, "/sse/headers-first", pooled(SseAnswers::headersFirst));
    add(context, "/sse/slow-reader", pooled(SseAnswers::slowReader));
    add(context, "/sse/nonblocking", new NonBlockingServlet(observations));
    add(context, "/sse/dispatch", new DispatchServlet("/sse/sync?n=3"));
  }

  private void addEndings(ServletContext context) {
    add(context, "/sse/endless", pooled(SseAnswers::endless));
    add(context, "/sse/endless-unflushed", pooled(SseAnswers::endlessUnflushed));
    add(
        context,
        "/sse/timeout",
        new AsyncServlet(SseAnswers::one, senders::fromPool, observations)
            .notCompleting()
            .notListening());
    add(
        context,
        "/sse/never",
        new AsyncServlet(SseAnswers::one, senders::fromPool, observations).notCompleting());
    add(
        context,
        "/sse/held",
        new AsyncServlet(SseAnswers::held, senders::fromPool, observations).notCompleting());
    add(context, "/sse/error", new SyncServlet(SseAnswers::failing, observations));
    add(context, "/sse/upstream-reset", new UpstreamServlet(observations));
    add(
        context,
        "/sse/async-error",
        new AsyncServlet(SseAnswers::failing, Senders::ofContainer, observations).notCompleting());
  }

  private void addWrapped(ServletContext context) {
    add(context, "/sse/gzip", new SyncServlet(SseAnswers::events, observations));
    filter(context, "/sse/gzip", new GzipFilter());
    add(context, "/sse/cached", new SyncServlet(SseAnswers::events, observations));
    filter(context, "/sse/cached", new CachingFilter());
  }

  private void addOtherTypes(ServletContext context) {
    add(context, "/ndjson", pooled(answer -> Answers.lines(answer, "application/x-ndjson")));
    add(
        context,
        "/stream-json",
        pooled(answer -> Answers.lines(answer, "application/stream+json")));
    add(context, "/jsonl", pooled(answer -> Answers.lines(answer, "application/jsonl")));
    add(context, "/json", new SyncServlet(Answers::json, observations));
    add(context, "/text", pooled(Answers::text));
  }

  private AsyncServlet pooled(Answer answer) {
    return new AsyncServlet(answer, senders::fromPool, observations);
  }

  private static void add(ServletContext context, String path, Servlet servlet) {
    ServletRegistration.Dynamic registration = context.addServlet(path.substring(1), servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(path);
  }

  private static void filter(ServletContext context, String path, Filter filter) {
    FilterRegistration.Dynamic registration = context.addFilter("around " + path, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(null, false, path);
  }
}
