/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Server-sent events, in every shape in which applications write them. */
final class SseAnswers {

  private static final String SSE = "text/event-stream";
  private static final int LARGE = 64 * 1024;

  private SseAnswers() {}

  private static String event(long number) {
    return "data: event " + number + "\n\n";
  }

  /** One write per event. */
  static void events(Exchange exchange) throws IOException {
    exchange.beforeFirst();
    exchange.begin(SSE);
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write(event(i));
      exchange.flush();
      exchange.gap();
    }
  }

  /** The same on the event loop, which must not wait. */
  static void timed(Exchange exchange, Vertx vertx) {
    after(
        exchange.number("firstMs", 0),
        vertx,
        () -> {
          exchange.begin(SSE);
          timed(exchange, vertx, 0);
        });
  }

  private static void timed(Exchange exchange, Vertx vertx, long number) {
    if (number == exchange.n()) {
      exchange.response().end();
      return;
    }
    exchange.response().write(event(number));
    after(exchange.number("gapMs", 0), vertx, () -> timed(exchange, vertx, number + 1));
  }

  private static void after(long ms, Vertx vertx, Runnable task) {
    if (ms == 0) {
      task.run();
    } else {
      vertx.setTimer(ms, unused -> task.run());
    }
  }

  /** Characters instead of bytes. */
  static void writer(Exchange exchange) throws IOException {
    exchange.beforeFirst();
    exchange.begin("text/event-stream;charset=UTF-8");
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write("data: größe " + i + "\n\n");
      exchange.flush();
      exchange.gap();
    }
  }

  /** Three writes per event. */
  static void pieces(Exchange exchange) throws IOException {
    exchange.beforeFirst();
    exchange.begin(SSE);
    for (long i = 0; i < exchange.n(); i++) {
      for (String piece : new String[] {"data: ", "event " + i, "\n\n"}) {
        exchange.write(piece);
        exchange.flush();
      }
      exchange.gap();
    }
  }

  /** A write in the middle of every event. */
  static void split(Exchange exchange) throws IOException {
    exchange.beforeFirst();
    exchange.begin(SSE);
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write("data: ev");
      exchange.flush();
      exchange.write("ent " + i + "\n\n");
      exchange.flush();
      exchange.gap();
    }
  }

  /** Heartbeats, several lines, names, ids, all line ends, characters torn apart by a write. */
  static void rich(Exchange exchange) throws IOException {
    exchange.begin("Text/Event-Stream; charset=utf-8");
    String[] parts = {
      ": ping\n\n",
      "id: 7\nevent: note\ndata: line 1\ndata: line 2\n\n",
      "retry: 1000\r\ndata: carriage\r\ndata:\r\n\r\n",
      ": ping\n\n"
    };
    for (String part : parts) {
      exchange.write(part);
      exchange.flush();
    }
    for (byte one : "data: grüße 日本語\r\r".getBytes(StandardCharsets.UTF_8)) {
      exchange.write(new byte[] {one});
      exchange.flush();
    }
    exchange.write("event: without data\n\ndata\n\ndata: unfinished");
    exchange.flush();
  }

  /** Events larger than any buffer, the number and size are parameters. */
  static void big(Exchange exchange) throws IOException {
    exchange.begin(SSE);
    byte[] event = large((int) exchange.number("bytes", LARGE));
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write(event);
      exchange.flush();
    }
  }

  /** The headers leave long before the first event. */
  static void headersFirst(Exchange exchange) throws IOException {
    exchange.begin(SSE);
    exchange.send(Buffer.buffer());
    exchange.beforeFirst();
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write(event(i));
      exchange.flush();
    }
  }

  /** Events until the reader has gone. */
  static void endless(Exchange exchange) throws IOException {
    exchange.begin(SSE);
    for (long i = 0; ; i++) {
      exchange.write(event(i));
      exchange.flush();
      exchange.gap();
    }
  }

  /** The same in large pieces. */
  static void endlessLarge(Exchange exchange) throws IOException {
    exchange.begin(SSE);
    byte[] event = large((int) exchange.number("bytes", LARGE));
    while (true) {
      exchange.write(event);
      exchange.flush();
      exchange.gap();
    }
  }

  /** A single event. */
  static void one(Exchange exchange) throws IOException {
    exchange.begin(SSE);
    exchange.write(event(0));
    exchange.flush();
  }

  /** Events as large as one likes, each in an array of its own. */
  static void held(Exchange exchange) throws IOException {
    exchange.begin(SSE);
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write(large((int) exchange.number("bytes", LARGE)));
      exchange.flush();
    }
  }

  /** Two events, then the application closes the connection. */
  static void cutOff(Exchange exchange) throws IOException {
    exchange.begin(SSE);
    exchange.write(event(0));
    exchange.flush();
    exchange.write(event(1));
    exchange.flush();
    exchange.request().connection().close();
  }

  /** All events at once, with their length. */
  static void collected(Exchange exchange) {
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write(event(i));
      exchange.gap();
    }
    exchange.response().putHeader("Content-Type", SSE).end(exchange.unsent());
  }

  /** Compressed by the application. */
  static void compressed(Exchange exchange) throws IOException {
    exchange.begin(SSE);
    exchange.response().putHeader("Content-Encoding", "gzip");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, true)) {
      for (long i = 0; i < exchange.n(); i++) {
        gzip.write(event(i).getBytes(StandardCharsets.UTF_8));
        gzip.flush();
        sendAll(exchange, bytes);
        exchange.gap();
      }
    }
    sendAll(exchange, bytes);
  }

  private static void sendAll(Exchange exchange, ByteArrayOutputStream bytes) throws IOException {
    exchange.write(bytes.toByteArray());
    bytes.reset();
    exchange.flush();
  }

  /** Announces a stream that it does not have. */
  static void noContent(Exchange exchange) {
    exchange.response().putHeader("Content-Type", SSE).setStatusCode(204).end();
  }

  /** Writes while the reader takes it, and goes on when it does again; never waits. */
  static void nonBlocking(Exchange exchange) {
    exchange.begin(SSE);
    goOn(exchange.response(), 0, exchange.n());
  }

  private static void goOn(HttpServerResponse response, long written, long events) {
    long next = written;
    while (next < events && !response.writeQueueFull()) {
      response.write(event(next++));
    }
    long rest = next;
    if (rest == events) {
      response.end();
    } else {
      response.drainHandler(unused -> goOn(response, rest, events));
    }
  }

  /** An event of that many bytes of data. */
  private static byte[] large(int bytes) {
    byte[] event = new byte["data: ".length() + bytes + 2];
    Arrays.fill(event, (byte) 'x');
    System.arraycopy("data: ".getBytes(StandardCharsets.UTF_8), 0, event, 0, "data: ".length());
    event[event.length - 2] = '\n';
    event[event.length - 1] = '\n';
    return event;
  }
}
