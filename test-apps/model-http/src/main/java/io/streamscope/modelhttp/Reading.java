/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The application's part in one answer: it tells what it sees and decides when it has enough. What
 * comes after that is chance, and not told.
 */
final class Reading {
  private static final int PATIENCE_SECONDS = 20;

  private final Facts facts;
  private final boolean leaves;
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean enough; // guarded by this
  private int events; // guarded by this
  private int lines; // guarded by this
  private int characters; // guarded by this
  private int hash; // guarded by this

  /**
   * @param leaves whether the application closes after a few events
   */
  Reading(Facts facts, boolean leaves) {
    this.facts = facts;
    this.leaves = leaves;
  }

  /** The headers have come. */
  void status(int status, @Nullable String contentType, @Nullable String retryAfter) {
    facts.say(
        "status " + status + " " + contentType + (retryAfter == null ? "" : " " + retryAfter));
  }

  /** A line of the body; false if the application has enough. */
  synchronized boolean line(String line) {
    if (enough) {
      return false;
    }
    lines++;
    add(line);
    boolean event = line.startsWith("data:") || line.startsWith("{") || line.startsWith("[{");
    return !event || goOn();
  }

  /** An event that the client has decoded; false if the application has enough. */
  synchronized boolean event(@Nullable String name, String data) {
    if (enough) {
      return false;
    }
    add(name + " " + data);
    return goOn();
  }

  /** A body in one piece. */
  synchronized void text(String text) {
    lines += (int) text.lines().count();
    add(text);
  }

  /** Reads lines until there are none or the application has enough; false if it has. */
  boolean lines(InputStream body) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line(line)) {
        return false;
      }
    }
    return true;
  }

  private synchronized void add(String text) {
    String masked = Facts.masked(text);
    characters += masked.length();
    hash = 31 * hash + masked.hashCode();
  }

  private synchronized boolean goOn() {
    events++;
    enough = leaves && events == Scenario.ENOUGH;
    return !enough;
  }

  /** The answer is at its end. */
  void ended() {
    tell("end", null);
  }

  /** It failed; the client told of it or threw it. */
  void failed(Throwable failure) {
    tell("failed", failure);
  }

  /** The application has closed or cancelled it. */
  void closed() {
    facts.say("closed");
    over.countDown();
  }

  private void tell(String what, @Nullable Throwable failure) {
    if (isEnough()) {
      return;
    }
    if (failure == null) {
      facts.say(what);
    } else {
      facts.saw(what, failure);
    }
    over.countDown();
  }

  synchronized boolean isEnough() {
    return enough;
  }

  /** Waits, while the client calls, until all is over. */
  void await() throws InterruptedException {
    if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      facts.say("nothing more was told");
    }
  }

  /** What can be said when all is over. */
  synchronized void sumUp() {
    facts.say(
        "events " + events + " lines " + lines + " characters " + characters + " hash " + hash);
  }
}
