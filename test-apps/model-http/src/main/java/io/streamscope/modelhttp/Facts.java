/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the application sees in one scenario, line by line. What is another in each run, like ids,
 * times and ports, is masked.
 */
final class Facts {
  private static final Pattern PLACE =
      Pattern.compile("127\\.0\\.0\\.1:[0-9]+|localhost:[0-9]+|@[0-9a-f]+|0x[0-9a-f]+");
  private static final Pattern CHANCE =
      Pattern.compile(
          "[0-9A-Za-z]{20,}|\\b[0-9]{10}\\b|[0-9-]{10}T[0-9:.]+Z"
              + "|\\b(?:chatcmpl|resp|msg|rs|fc|modr|rerank)[-_][0-9A-Za-z_-]{16,}");

  private final String scenario;
  private final List<String> lines = new ArrayList<>(); // guarded by lines

  Facts(String scenario) {
    this.scenario = scenario;
  }

  /** Something that the server has said, without its ids and times. */
  static String masked(String text) {
    return CHANCE.matcher(text).replaceAll("*");
  }

  void say(String fact) {
    String line =
        "[" + scenario + "] " + PLACE.matcher(fact).replaceAll("*").replaceAll("[\r\n]+", " ");
    synchronized (lines) {
      lines.add(line);
    }
    System.out.println(line);
  }

  /** An exception as far as an application can tell it from another one. */
  void saw(String what, Throwable failure) {
    StringBuilder text = new StringBuilder(what);
    for (Throwable link = failure; link != null; link = link.getCause()) {
      text.append(link == failure ? " " : " caused by ")
          .append(link.getClass().getName())
          .append(": ")
          .append(masked(String.valueOf(link.getMessage())))
          .append(" (suppressed ")
          .append(link.getSuppressed().length)
          .append(')');
    }
    say(text.toString());
  }

  String text() {
    synchronized (lines) {
      return String.join("\n", lines) + "\n";
    }
  }
}
