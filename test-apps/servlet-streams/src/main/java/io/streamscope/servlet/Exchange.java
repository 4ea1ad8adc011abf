/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request and what is written because of it, whatever the server. */
public interface Exchange {

  /** A parameter of the request, null if it is missing. */
  @Nullable String parameter(String name);

  /** Says what is written. */
  void contentType(String type);

  /** Sets a header of the response. */
  void setHeader(String name, String value);

  /** Adds a header to the response. */
  void addHeader(String name, String value);

  /** Sends the headers without waiting for the body. */
  void sendHeaders() throws IOException;

  /** Where bytes are written. */
  OutputStream out() throws IOException;

  /** Where characters are written. */
  PrintWriter writer() throws IOException;

  /** A number that may be missing. */
  default long number(String name, long otherwise) {
    String value = parameter(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  /** How many events. */
  default long n() {
    return number("n", 1);
  }

  /** The time between two events. */
  default void gap() {
    Pace.pause(number("gapMs", 0));
  }

  /** The time before anything is written. */
  default void beforeFirst() {
    Pace.pause(number("firstMs", 0));
  }

  /** Writes text and leaves it to the server when it is sent. */
  default void write(String text) throws IOException {
    out().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends what has been written. */
  default void flush() throws IOException {
    out().flush();
  }
}
