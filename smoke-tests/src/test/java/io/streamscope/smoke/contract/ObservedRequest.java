/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an application is asked to find out whether it can tell that we are there.
 *
 * @param awaited a line that the application writes down last; empty if it writes none
 * @param rawMethod with which the answer is compared as it is on the wire, headers and chunks; null
 *     for a {@code GET} that is decoded
 */
record ObservedRequest(String path, String awaited, @Nullable String rawMethod) {

  /** After a deadline some containers leave the connection open. */
  private static final int SILENCE_MS = 2000;

  /** What a send meets if Tomcat has noticed first that the reader has left: no response. */
  private static final Pattern RECYCLED =
      Pattern.compile("java\\.lang\\.(IllegalState|NullPointer)Exception");

  private static final String TOMCAT_ABORT = "org.apache.catalina.connector.ClientAbortException";

  ObservedRequest(String path, String awaited) {
    this(path, awaited, null);
  }

  static ObservedRequest raw(String method, String path) {
    return new ObservedRequest(path, "", method);
  }

  /** Asks; adds what the reader got, and what the application saw. */
  void observe(AppUnderTest application, List<String> seen) {
    seen.add(path + " -> " + response(application.url() + path));
    seen.add(application.observed(awaited));
  }

  private String response(String url) {
    if (rawMethod != null) {
      return Http.send(rawMethod, url, "").replaceAll("Date: .*", "");
    }
    return path.startsWith("/sse/timeout")
        ? RawResponse.untilSilence(url, SILENCE_MS).stable()
        : RawResponse.of(url).stable();
  }

  /**
   * Reads some events of an endless stream and leaves.
   *
   * @param word with which the application writes down what became of a send
   * @return what its sends met; the messages depend on who noticed first
   */
  static String leave(AppUnderTest application, String path, String word) {
    Http.leaveWhen("GET", application.url() + path, "", text -> text.contains("event 3"));
    return Pattern.compile(word + ": [\\w.]+")
        .matcher(application.observed(word + ": "))
        .results()
        .map(MatchResult::group)
        .map(send -> RECYCLED.matcher(send).replaceAll(TOMCAT_ABORT))
        .toList()
        .toString();
  }
}
