/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps the whole body and writes it at the end, as filters that log or hash bodies do. */
final class CachingFilter extends Filter {

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    try (OutputStream out = exchange.getResponseBody()) {
      exchange.setStreams(null, kept);
      chain.doFilter(exchange);
      kept.writeTo(out);
    }
  }

  @Override
  public String description() {
    return "caching";
  }
}
