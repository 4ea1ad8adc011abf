/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.foreignspans;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the application sees in one scenario, line by line. What is another in each run, like ids
 * and ports, is masked. Thread-safe.
 */
final class Scene {
  static final int PATIENCE_SECONDS = 20;

  /** How many pieces the application reads before it closes. */
  private static final int ENOUGH = 5;

  private static final Pattern CHANCE =
      Pattern.compile(
          "[0-9A-Za-z_-]{20,}|@[0-9a-f]+|0x[0-9a-f]+|/127\\.0\\.0\\.1:[0-9]+|R:[^,\\]]*");

  private final Scenario scenario;
  private final URI models;
  private final List<String> lines = new ArrayList<>(); // guarded by this
  private int pieces; // guarded by this

  Scene(Scenario scenario, URI models) {
    this.scenario = scenario;
    this.models = models;
  }

  Scenario scenario() {
    return scenario;
  }

  URI models() {
    return models;
  }

  synchronized void say(String fact) {
    String masked = CHANCE.matcher(fact.replace(models.getAuthority(), "server")).replaceAll("*");
    String line = "[" + scenario.id() + "] " + masked.replaceAll("[\r\n]+", " ");
    lines.add(line);
    System.out.println(line);
  }

  /** A piece of an answer; whether the application has enough. */
  synchronized boolean piece(String text) {
    if (hasEnough()) {
      return true;
    }
    pieces++;
    say("piece " + text);
    return hasEnough();
  }

  synchronized boolean hasEnough() {
    boolean leaves = scenario.fault().equals("early-close") || scenario.fault().equals("cancel");
    return leaves && pieces >= ENOUGH;
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
