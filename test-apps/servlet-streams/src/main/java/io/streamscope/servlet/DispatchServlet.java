/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Lets another servlet answer, after the request has been made asynchronous. */
final class DispatchServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final String target;

  DispatchServlet(String target) {
    this.target = target;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.dispatch(target);
  }
}
