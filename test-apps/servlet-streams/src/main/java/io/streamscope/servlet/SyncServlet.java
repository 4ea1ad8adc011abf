/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers before {@code service} returns. */
final class SyncServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Answer answer;
  private final transient Observations observations;

  SyncServlet(Answer answer, Observations observations) {
    this.answer = answer;
    this.observations = observations;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answer.write(new ServletExchange(request, response));
    } catch (IOException | IllegalStateException failure) {
      observations.saw("service", failure);
      throw failure;
    }
  }
}
