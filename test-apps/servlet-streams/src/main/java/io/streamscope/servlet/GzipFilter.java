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
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Compresses what passes; a flush sends all that was written. */
final class GzipFilter implements Filter {

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ((HttpServletResponse) response).setHeader("Content-Encoding", "gzip");
    GZIPOutputStream gzip = new GZIPOutputStream(response.getOutputStream(), true);
    chain.doFilter(request, new Compressed((HttpServletResponse) response, gzip));
    gzip.finish();
  }

  @Override
  public void destroy() {}

  private static final class Compressed extends HttpServletResponseWrapper {
    private final ServletOutputStream out;

    Compressed(HttpServletResponse response, GZIPOutputStream gzip) {
      super(response);
      this.out = new FilteredOutput(gzip);
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return out;
    }
  }
}
