/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Server-sent events, in every shape in which applications write them. */
public final class SseAnswers {

  private static final int LARGE = 64 * 1024;
  private static final long LARGE_EVENTS = 320; // about 20 MB

  private SseAnswers() {}

  static String event(long number) {
    return "data: event " + number + "\n\n";
  }

  /** One write and one flush per event. */
  public static void events(Exchange exchange) throws IOException {
    exchange.beforeFirst();
    exchange.contentType("text/event-stream");
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write(event(i));
      exchange.flush();
      exchange.gap();
    }
  }

  /** Characters instead of bytes. */
  public static void writer(Exchange exchange) throws IOException {
    exchange.beforeFirst();
    exchange.contentType("text/event-stream;charset=UTF-8");
    PrintWriter writer = exchange.writer();
    for (long i = 0; i < exchange.n(); i++) {
      writer.print("data: größe " + i + "\n\n");
      writer.flush();
      exchange.gap();
    }
  }

  /** Three writes per event. */
  public static void pieces(Exchange exchange) throws IOException {
    exchange.beforeFirst();
    exchange.setHeader("Content-Type", "text/event-stream");
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write("data: ");
      exchange.write("event " + i);
      exchange.write("\n\n");
      exchange.flush();
      exchange.gap();
    }
  }

  /** A flush in the middle of every event. */
  public static void split(Exchange exchange) throws IOException {
    exchange.beforeFirst();
    exchange.contentType("text/event-stream");
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write("data: ev");
      exchange.flush();
      exchange.write("ent " + i + "\n\n");
      exchange.flush();
      exchange.gap();
    }
  }

  /** Heartbeats, several lines, names, ids, all line ends, characters torn apart by a flush. */
  public static void rich(Exchange exchange) throws IOException {
    exchange.addHeader("Content-Type", "Text/Event-Stream; charset=utf-8");
    exchange.write(": ping\n\n");
    exchange.flush();
    exchange.write("id: 7\nevent: note\ndata: line 1\ndata: line 2\n\n");
    exchange.flush();
    exchange.write("retry: 1000\r\ndata: carriage\r\ndata:\r\n\r\n");
    exchange.flush();
    exchange.write(": ping\n\n");
    exchange.flush();
    byte[] torn = "data: grüße 日本語\r\r".getBytes(StandardCharsets.UTF_8);
    for (byte one : torn) {
      exchange.out().write(one);
      exchange.flush();
    }
    exchange.write("event: without data\n\ndata\n\ndata: unfinished");
    exchange.flush();
  }

  /** Events larger than any buffer, the number and size are parameters. */
  public static void big(Exchange exchange) throws IOException {
    exchange.contentType("text/event-stream");
    byte[] event = large((int) exchange.number("bytes", LARGE));
    for (long i = 0; i < exchange.n(); i++) {
      exchange.out().write(event);
      exchange.flush();
    }
  }

  /** The headers leave long before the first event. */
  public static void headersFirst(Exchange exchange) throws IOException {
    exchange.contentType("text/event-stream");
    exchange.sendHeaders();
    exchange.beforeFirst();
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write(event(i));
      exchange.flush();
    }
  }

  /** As much and as fast as the reader takes it. */
  public static void slowReader(Exchange exchange) throws IOException {
    exchange.contentType("text/event-stream");
    byte[] event = large(LARGE);
    for (long i = 0; i < LARGE_EVENTS; i++) {
      exchange.out().write(event);
      exchange.flush();
    }
  }

  /** Events until the reader has gone. */
  public static void endless(Exchange exchange) throws IOException {
    exchange.contentType("text/event-stream");
    for (long i = 0; ; i++) {
      exchange.write(event(i));
      exchange.flush();
      exchange.gap();
    }
  }

  /** The same, but the container alone decides when to send. */
  public static void endlessUnflushed(Exchange exchange) throws IOException {
    exchange.contentType("text/event-stream");
    byte[] event = large((int) exchange.number("bytes", LARGE));
    while (true) {
      exchange.out().write(event);
      exchange.gap();
    }
  }

  /** A single event. */
  public static void one(Exchange exchange) throws IOException {
    exchange.contentType("text/event-stream");
    exchange.write(event(0));
    exchange.flush();
  }

  /** Events as large as one likes, each in an array of its own. */
  public static void held(Exchange exchange) throws IOException {
    exchange.contentType("text/event-stream");
    for (long i = 0; i < exchange.n(); i++) {
      exchange.out().write(large((int) exchange.number("bytes", LARGE)));
      exchange.flush();
    }
  }

  /** Two events, then the application gives up. */
  public static void failing(Exchange exchange) throws IOException {
    exchange.contentType("text/event-stream");
    exchange.write(event(0));
    exchange.flush();
    exchange.write(event(1));
    exchange.flush();
    throw new IllegalStateException("no more answers");
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
