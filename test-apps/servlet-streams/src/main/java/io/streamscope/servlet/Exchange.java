/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A request and what is written because of it. */
record Exchange(HttpServletRequest request, HttpServletResponse response) {

  /** A parameter that may be missing. */
  long number(String name, long otherwise) {
    String value = request.getParameter(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  /** How many events. */
  long n() {
    return number("n", 1);
  }

  /** The time between two events. */
  void gap() {
    Pace.pause(number("gapMs", 0));
  }

  /** The time before anything is written. */
  void beforeFirst() {
    Pace.pause(number("firstMs", 0));
  }

  /** Writes text and leaves it to the container when it is sent. */
  void write(String text) throws IOException {
    OutputStream out = response.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends what has been written. */
  void flush() throws IOException {
    response.getOutputStream().flush();
  }
}
