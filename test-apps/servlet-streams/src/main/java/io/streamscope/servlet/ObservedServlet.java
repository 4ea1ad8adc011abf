/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells and forgets what the application saw. */
final class ObservedServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Observations observations;

  ObservedServlet(Observations observations) {
    this.observations = observations;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    for (String line : observations.lines()) {
      response.getWriter().print(line + "\n"); // println differs between containers
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    observations.clear();
  }
}
