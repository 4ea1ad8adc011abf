/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** The exchange that a servlet gets. */
record ServletExchange(HttpServletRequest request, HttpServletResponse response)
    implements Exchange {

  @Override
  public @Nullable String parameter(String name) {
    return request.getParameter(name);
  }

  @Override
  public void contentType(String type) {
    response.setContentType(type);
  }

  @Override
  public void setHeader(String name, String value) {
    response.setHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    response.addHeader(name, value);
  }

  @Override
  public void sendHeaders() throws IOException {
    response.flushBuffer();
  }

  @Override
  public OutputStream out() throws IOException {
    return response.getOutputStream();
  }

  @Override
  public PrintWriter writer() throws IOException {
    return response.getWriter();
  }
}
