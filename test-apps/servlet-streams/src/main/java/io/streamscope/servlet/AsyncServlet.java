/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Answers on another thread, after {@code service} has returned. */
final class AsyncServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final long NEVER = 0;

  private final transient Answer answer;
  private final transient BiConsumer<AsyncContext, Runnable> starter;
  private final transient Observations observations;
  private boolean completes = true;
  private boolean listens = true;

  AsyncServlet(
      Answer answer, BiConsumer<AsyncContext, Runnable> starter, Observations observations) {
    this.answer = answer;
    this.starter = starter;
    this.observations = observations;
  }

  /** Leaves the end of the response to others. */
  AsyncServlet notCompleting() {
    completes = false;
    return this;
  }

  /** Leaves a deadline to what the container does by default. */
  AsyncServlet notListening() {
    listens = false;
    return this;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    Exchange exchange = new ServletExchange(request, response);
    async.setTimeout(exchange.number("ms", NEVER));
    if (listens) {
      async.addListener(new ObservingListener(observations));
    }
    starter.accept(async, () -> write(exchange, async));
  }

  private void write(Exchange exchange, AsyncContext async) {
    try {
      answer.write(exchange);
    } catch (IOException failure) {
      observations.saw("write", failure);
    } catch (RuntimeException failure) { // Tomcat's, if it has noticed first that the reader left
      observations.saw("write", failure);
      throw failure;
    }
    if (completes) {
      try {
        async.complete();
      } catch (IllegalStateException alreadyOver) {
        observations.saw("complete", alreadyOver);
      }
    }
  }
}
