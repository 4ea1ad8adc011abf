/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the application sees in one scenario, line by line. What is another in each run, like ids,
 * times and ports, is masked. Thread-safe.
 */
final class Scene {
  static final int PATIENCE_SECONDS = 20;

  /** How many events the application reads before it closes. */
  private static final int ENOUGH = 8;

  private static final Pattern PLACE = Pattern.compile("@[0-9a-f]+|0x[0-9a-f]+");
  private static final Pattern CHANCE =
      Pattern.compile(
          "[0-9A-Za-z-]{20,}|\\b[0-9]{10}\\b|[0-9]\\.[0-9]+E9|[0-9-]{10}T[0-9:.]+Z"
              + "|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT");

  private final String scenario;
  private final String server;
  private final boolean leaves;
  private final List<String> lines = new ArrayList<>(); // guarded by this
  private int chunks; // guarded by this

  Scene(String scenario, String server) {
    this.scenario = scenario;
    this.server = server;
    this.leaves = scenario.endsWith(Fault.EARLY_CLOSE.id());
  }

  void play(Scenario what, Access access) {
    try {
      what.way().asking().ask(access, this);
    } catch (Throwable failure) {
      failed(failure);
    }
    say("over");
  }

  synchronized void say(String fact) {
    String text = fact.replace(server, "server");
    String masked = PLACE.matcher(CHANCE.matcher(text).replaceAll("*")).replaceAll("*");
    String line = "[" + scenario + "] " + masked.replaceAll("[\r\n]+", " ");
    lines.add(line);
    System.out.println(line);
  }

  /** An answer in one piece. */
  void answer(Object answer) {
    say("answer " + answer);
  }

  /** The same, once it is there. */
  void answer(CompletableFuture<?> answer) throws Exception {
    answer((Object) answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** Reads a stream until it ends or the application has enough. */
  void read(Iterator<?> stream) {
    boolean goOn = true;
    while (goOn && stream.hasNext()) {
      goOn = chunk(stream.next());
    }
    say(goOn ? "end" : "closing");
  }

  /** A piece of an answer; false if the application has enough. */
  synchronized boolean chunk(Object chunk) {
    if (hasEnough()) {
      return false;
    }
    chunks++;
    say("chunk " + chunk);
    return !hasEnough();
  }

  synchronized boolean hasEnough() {
    return leaves && chunks >= ENOUGH;
  }

  /** An exception as far as an application can tell it from another one. */
  void failed(Throwable failure) {
    StringBuilder text = new StringBuilder("failed");
    for (Throwable link = failure; link != null; link = link.getCause()) {
      text.append(link == failure ? " " : " caused by ")
          .append(link.getClass().getName())
          .append(": ")
          .append(link.getMessage())
          .append(" (suppressed ")
          .append(link.getSuppressed().length)
          .append(')');
    }
    say(text.toString());
  }

  synchronized String text() {
    return String.join("\n", lines) + "\n";
  }
}
