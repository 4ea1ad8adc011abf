/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import com.sun.net.httpserver.HttpExchange;
import io.streamscope.servlet.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What only this server's handlers can get wrong, and right. */
final class OwnAnswers {

  private static final byte[] EVENT = "data: event 0\n\n".getBytes(StandardCharsets.UTF_8);

  private OwnAnswers() {}

  /** An event of announced length. */
  static void fixedLength(Exchange exchange) throws IOException {
    OutputStream out = begin(exchange, EVENT.length);
    out.write(EVENT);
    out.close();
  }

  /** More was announced than is written. */
  static void tooShort(Exchange exchange) throws IOException {
    OutputStream out = begin(exchange, EVENT.length + 1);
    out.write(EVENT);
    out.close();
  }

  /** More is written than was announced. */
  static void tooLong(Exchange exchange) throws IOException {
    OutputStream out = begin(exchange, EVENT.length);
    out.write(EVENT);
    out.flush();
    out.write(EVENT);
  }

  /** The body has been closed before the application gives up. */
  static void afterClose(Exchange exchange) throws IOException {
    OutputStream out = begin(exchange, 0);
    out.write(EVENT);
    out.close();
    out.write(EVENT);
  }

  /** Says that it is a stream, and has no body. */
  static void noContent(Exchange exchange) throws IOException {
    OutputStream unused = begin(exchange, -1);
  }

  /** The headers are all that is sent for some time, and nothing flushes them. */
  static void headersUnflushed(Exchange exchange) throws IOException {
    OutputStream out = begin(exchange, 0);
    exchange.beforeFirst();
    out.write(EVENT);
    out.close();
  }

  /** An event that waits for its flush. */
  static void unflushed(Exchange exchange) throws IOException {
    OutputStream out = begin(exchange, 0);
    out.write(EVENT);
    exchange.beforeFirst();
    out.flush();
    out.close();
  }

  private static OutputStream begin(Exchange exchange, long length) throws IOException {
    HttpExchange http = ((JdkExchange) exchange).http();
    exchange.contentType("text/event-stream");
    http.sendResponseHeaders(200, length);
    return http.getResponseBody();
  }
}
