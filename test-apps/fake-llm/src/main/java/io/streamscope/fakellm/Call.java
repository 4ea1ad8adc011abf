/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One HTTP exchange as an endpoint sees it; counts what is written. */
final class Call {
  private final HttpExchange exchange;
  private final String body;
  private final CountDownLatch closing;
  private int status;
  private long bytesWritten;
  private long payloadBytes;
  private long chunksWritten;
  private long contentChunks;

  Call(HttpExchange exchange, String body, CountDownLatch closing) {
    this.exchange = exchange;
    this.body = body;
    this.closing = closing;
  }

  URI uri() {
    return exchange.getRequestURI();
  }

  String body() {
    return body;
  }

  /** The knobs of this request. */
  KnobSettings knobs(FakeLlmOptions options) {
    return KnobSettings.of(options.knobs(), exchange.getRequestHeaders());
  }

  void setHeader(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  /** Waits; cuts the connection if the server closes meanwhile. */
  void pause(long millis) throws IOException {
    if (millis <= 0) {
      return;
    }
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        throw new ConnectionCut("the server closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionCut("the server closes");
    }
  }

  void respondJson(int newStatus, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    startBody("application/json", newStatus, bytes.length);
    write(bytes);
    exchange.getResponseBody().close();
  }

  void respondError(int newStatus, String type, String code, String message) throws IOException {
    respondJson(newStatus, errorJson(type, code, message));
  }

  /** Sends the headers of a body of that length; 0 means chunked. */
  void startBody(String contentType, int newStatus, long length) throws IOException {
    setHeader("Content-Type", contentType);
    exchange.sendResponseHeaders(newStatus, length);
    status = newStatus;
  }

  boolean isStarted() {
    return status != 0;
  }

  void write(byte[] bytes) throws IOException {
    exchange.getResponseBody().write(bytes);
    bytesWritten += bytes.length;
  }

  void flush() throws IOException {
    exchange.getResponseBody().flush();
  }

  /** Ends the body properly. */
  void finish() throws IOException {
    OutputStream out = exchange.getResponseBody();
    if (out != null) {
      out.close();
    }
  }

  void countChunk(boolean content, int payload) {
    payloadBytes += payload;
    chunksWritten++;
    if (content) {
      contentChunks++;
    }
  }

  int status() {
    return status;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  long payloadBytes() {
    return payloadBytes;
  }

  long chunksWritten() {
    return chunksWritten;
  }

  long contentChunks() {
    return contentChunks;
  }

  static String errorJson(String type, String code, String message) {
    return "{\"error\":{\"message\":%s,\"type\":%s,\"param\":null,\"code\":%s}}"
        .formatted(Json.quote(message), Json.quote(type), Json.quote(code));
  }
}
