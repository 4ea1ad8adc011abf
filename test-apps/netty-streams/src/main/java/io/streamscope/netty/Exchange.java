/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request and what is written because of it. */
final class Exchange {

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private Buffer unsent = Buffer.buffer();

  Exchange(HttpServerRequest request) {
    this.request = request;
    this.response = request.response();
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return response;
  }

  @Nullable String text(String name) {
    return request.getParam(name);
  }

  /** A parameter that may be missing. */
  long number(String name, long otherwise) {
    String value = request.getParam(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  /** How many events. */
  long n() {
    return number("n", 1);
  }

  /** The time between two events. */
  void gap() {
    pause(number("gapMs", 0));
  }

  /** The time before anything is written. */
  void beforeFirst() {
    pause(number("firstMs", 0));
  }

  private static void pause(long ms) {
    try {
      // a wait that nobody ends
      boolean unused = new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A body of which the length is not known before its end. */
  void begin(String contentType) {
    response.putHeader("Content-Type", contentType).setChunked(true);
  }

  void write(String text) {
    unsent.appendString(text, StandardCharsets.UTF_8.name());
  }

  void write(byte[] bytes) {
    unsent.appendBytes(bytes);
  }

  /** What has been written and not been sent. */
  Buffer unsent() {
    Buffer buffer = unsent;
    unsent = Buffer.buffer();
    return buffer;
  }

  /** Sends what has been written; waits until the reader has room where a thread may wait. */
  void flush() throws IOException {
    send(unsent());
  }

  void send(Buffer buffer) throws IOException {
    Future<Void> sent = response.write(buffer);
    if (Context.isOnEventLoopThread()) {
      return;
    }
    try {
      sent.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
