/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Keeps the whole body and writes it at the end, as filters that log or hash bodies do. */
final class CachingFilter implements Filter {

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    chain.doFilter(request, new Cached((HttpServletResponse) response, body));
    response.setContentLength(body.size());
    body.writeTo(response.getOutputStream());
  }

  @Override
  public void destroy() {}

  private static final class Cached extends HttpServletResponseWrapper {
    private final ServletOutputStream out;

    Cached(HttpServletResponse response, ByteArrayOutputStream body) {
      super(response);
      this.out = new FilteredOutput(body);
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return out;
    }
  }
}
