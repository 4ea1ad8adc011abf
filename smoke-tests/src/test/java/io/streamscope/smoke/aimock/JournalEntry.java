/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import io.streamscope.smoke.support.Http;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server has written down of the requests with one name.
 *
 * @param count how many there were
 * @param traceId that the last of them told, empty if none
 * @param spanId that the last of them told, empty if none
 * @param json all of it
 */
record JournalEntry(int count, String traceId, String spanId, String json) {

  private static final Pattern COUNT = Pattern.compile("(?i)\r\nX-Total-Count: ([0-9]+)\r\n");
  private static final Pattern TRACE =
      Pattern.compile("\"traceparent\":\"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}\"");

  /** Reads the answer of the journal. */
  static JournalEntry of(String response) {
    Matcher count = COUNT.matcher(response);
    if (!count.find()) {
      throw new AssertionError("no journal: " + response);
    }
    String json = Http.body(response);
    String traceId = "";
    String spanId = "";
    for (Matcher trace = TRACE.matcher(json); trace.find(); ) {
      traceId = trace.group(1);
      spanId = trace.group(2);
    }
    return new JournalEntry(Integer.parseInt(count.group(1)), traceId, spanId, json);
  }

  /** Whether a member that is a word or a number has this value. */
  boolean says(String member, String value) {
    return json.contains('"' + member + "\":" + value);
  }
}
