/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** What the application sees in one scenario, line by line. */
final class Facts {

  private final String scenario;
  private final String server;
  private final List<String> lines = new ArrayList<>(); // guarded by lines

  Facts(String scenario, String server) {
    this.scenario = scenario;
    this.server = server;
  }

  void say(String fact) {
    String line = "[" + scenario + "] " + fact.replace(server, "server").replaceAll("[\r\n]+", " ");
    synchronized (lines) {
      lines.add(line);
    }
    System.out.println(line);
  }

  /** An exception as far as an application can tell it from another one. */
  void saw(String what, Throwable failure) {
    say(what + " " + describe(failure));
  }

  private static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable link = failure; link != null; link = link.getCause()) {
      text.append(link == failure ? "" : " caused by ").append(link.getClass().getName());
      if (link instanceof SocketTimeoutException || link instanceof HttpTimeoutException) {
        return text.toString(); // which of two clocks rings first is a matter of timing
      }
      text.append(": ")
          .append(String.valueOf(link.getMessage()).replaceAll("@[0-9a-f]+|0x[0-9a-f]+", "@"))
          .append(" (suppressed ")
          .append(link.getSuppressed().length)
          .append(')');
    }
    return text.toString();
  }

  String text() {
    synchronized (lines) {
      return String.join("\n", lines) + "\n";
    }
  }
}
