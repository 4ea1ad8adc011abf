/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One HTTP exchange as an endpoint sees it; counts what is written. */
final class Call {
  private final HttpExchange exchange;
  private final Target target;
  private final String body;
  private final CountDownLatch closing;
  private final Runs runs;
  private int status;
  private long bytesWritten;
  private long payloadBytes;
  private long chunksWritten;
  private long contentChunks;

  private Map<String, String> pathValues = Map.of();

  Call(HttpExchange exchange, Target target, String body, CountDownLatch closing, Runs runs) {
    this.exchange = exchange;
    this.target = target;
    this.body = body;
    this.closing = closing;
    this.runs = runs;
  }

  /** A parameter of the query, empty if there is none. */
  String query(String name) {
    return target.query().getOrDefault(name, "");
  }

  /** A request header, empty if there is none. */
  String header(String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  void setPathValues(Map<String, String> values) {
    pathValues = values;
  }

  /** A part of the path that the route leaves open. */
  String pathValue(String name) {
    return pathValues.getOrDefault(name, "");
  }

  String body() {
    return body;
  }

  /** The knobs of this request; to be asked for once. */
  KnobSettings knobs(FakeLlmOptions options) throws ConnectionCut {
    KnobSettings knobs = KnobSettings.of(options.knobs(), target, exchange.getRequestHeaders());
    if (knobs.flag(Knob.NO_ANSWER)) {
      throw new ConnectionCut("no-answer");
    }
    if (knobs.flag(Knob.CLOSE)) {
      setHeader("Connection", "close");
    }
    return runs.begins(knobs) ? knobs.failingFirst() : knobs;
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
    respond("application/json", newStatus, json.getBytes(UTF_8));
  }

  void respond(String contentType, int newStatus, byte[] bytes) throws IOException {
    startBody(contentType, newStatus, bytes.length);
    write(bytes);
    exchange.getResponseBody().close();
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
}
