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

/** Passes on what it reads elsewhere, until that breaks; its own reader is still there. */
final class UpstreamServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final long DEADLINE_MS = 700;

  private final transient Observations observations;

  UpstreamServlet(Observations observations) {
    this.observations = observations;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(DEADLINE_MS);
    async.addListener(new ObservingListener(observations));
    SseAnswers.one(new ServletExchange(request, response));
    throw new IOException("Connection reset by peer");
  }
}
