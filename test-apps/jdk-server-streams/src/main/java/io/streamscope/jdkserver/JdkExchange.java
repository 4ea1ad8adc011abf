/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import com.sun.net.httpserver.HttpExchange;
import io.streamscope.servlet.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The exchange that a handler gets. Headers are sent before anything is written. */
record JdkExchange(HttpExchange http) implements Exchange {

  private static final long UNKNOWN_LENGTH = 0;

  @Override
  public @Nullable String parameter(String name) {
    String query = http.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  @Override
  public void contentType(String type) {
    setHeader("Content-Type", type);
  }

  @Override
  public void setHeader(String name, String value) {
    http.getResponseHeaders().set(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    http.getResponseHeaders().add(name, value);
  }

  @Override
  public void sendHeaders() throws IOException {
    flush();
  }

  @Override
  public OutputStream out() throws IOException {
    if (http.getResponseCode() < 0) {
      http.sendResponseHeaders(200, UNKNOWN_LENGTH);
    }
    return http.getResponseBody();
  }

  @Override
  public PrintWriter writer() throws IOException {
    return new PrintWriter(new OutputStreamWriter(out(), StandardCharsets.UTF_8));
  }
}
