/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection, what has come over it so far, and what the application wrote down. */
final class Talk {

  private final LinkedBlockingQueue<String> coming = new LinkedBlockingQueue<>();
  private final List<String> facts = new ArrayList<>();
  private @Nullable Connection connection;
  private boolean throwing;
  private int texts; // only whoever reads knows

  void begin(Client client, URI uri) throws Exception {
    throwing = uri.getPath().endsWith("/throw");
    connection = client.open(uri, this);
    next(); // opened
  }

  Connection connection() {
    if (connection == null) {
      throw new IllegalStateException("not open");
    }
    return connection;
  }

  /** Sends a text of so many parts; a method of its own, so that it has a span. */
  void say(String... parts) throws Exception {
    connection().text(parts);
  }

  /** Whether what listens throws at the second text. */
  boolean isThrowing() {
    return throwing;
  }

  /** A text has come; one at a time. */
  void heard(String text) {
    texts++;
    if (throwing && texts == 2) {
      throw new IllegalStateException("cannot read that");
    }
    came("text " + text);
  }

  /** Something has come; from any thread. */
  void came(String what) {
    coming.add(what);
  }

  /** Waits for what comes next and writes it down. */
  String next() throws InterruptedException {
    String what = coming.poll(Client.PATIENCE_SECONDS, TimeUnit.SECONDS);
    saw(what == null ? "nothing" : what);
    return String.valueOf(what);
  }

  /** Waits for what has these words in it; or for the end, if that comes first. */
  void awaitWith(String words) throws InterruptedException {
    String what = next();
    while (!what.contains(words) && !isEnd(what)) {
      what = next();
    }
  }

  /** Waits until it is over. */
  void untilTheEnd() throws InterruptedException {
    String what = next();
    while (!isEnd(what)) {
      what = next();
    }
  }

  private static boolean isEnd(String what) {
    return what.startsWith("closed") || what.startsWith("failed") || what.equals("null");
  }

  void saw(String what) {
    facts.add(what);
  }

  List<String> facts() {
    return facts;
  }
}
