/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes when the container says that it may, and never blocks. */
final class NonBlockingServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Observations observations;

  NonBlockingServlet(Observations observations) {
    this.observations = observations;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    async.addListener(new ObservingListener(observations));
    response.setContentType("text/event-stream");
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(
        new EventWriter(async, out, new ServletExchange(request, response).n(), observations));
  }

  private static final class EventWriter implements WriteListener {
    private final AsyncContext async;
    private final ServletOutputStream out;
    private final long events;
    private final Observations observations;
    private long written;
    private boolean unflushed;
    private boolean complete;

    EventWriter(
        AsyncContext async, ServletOutputStream out, long events, Observations observations) {
      this.async = async;
      this.out = out;
      this.events = events;
      this.observations = observations;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (!complete && out.isReady()) {
        if (unflushed) {
          unflushed = false;
          out.flush();
        } else if (written < events) {
          out.write(SseAnswers.event(written++).getBytes(StandardCharsets.UTF_8));
          unflushed = true;
        } else {
          complete = true;
          async.complete();
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      observations.saw("onWriteError", failure);
      async.complete();
    }
  }
}
