/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.io.IOException;

/** What is not made of server-sent events. */
public final class Answers {

  private Answers() {}

  /** One JSON document a line. */
  public static void lines(Exchange exchange, String contentType) throws IOException {
    exchange.beforeFirst();
    exchange.contentType(contentType);
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write("{\"line\":" + i + "}\n");
      exchange.flush();
      exchange.gap();
    }
  }

  /** A plain document. */
  public static void json(Exchange exchange) throws IOException {
    exchange.contentType("application/json");
    exchange.write("{\"plain\":true}");
  }

  /** Plain text, word by word. */
  public static void text(Exchange exchange) throws IOException {
    exchange.contentType("text/plain");
    for (long i = 0; i < exchange.n(); i++) {
      exchange.write("word ");
      exchange.flush();
    }
  }

  /** Used heap after a collection, bytes. */
  public static void heap(Exchange exchange) throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    exchange.contentType("text/plain");
    exchange.write(String.valueOf(runtime.totalMemory() - runtime.freeMemory()));
  }
}
