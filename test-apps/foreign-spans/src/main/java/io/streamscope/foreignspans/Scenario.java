/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.foreignspans;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A way to ask a model, and what happens to the call.
 *
 * @param way as in {@code converse-stream}
 * @param fault as in {@code drop}
 * @param question asks
 */
record Scenario(String way, String fault, Question question) {

  private static final Map<String, String> KNOBS = new LinkedHashMap<>();

  static {
    KNOBS.put("none", "");
    KNOBS.put("status-429", "error-status=429");
    KNOBS.put("status-500", "error-status=500");
    KNOBS.put("retry-then-fine", "fail-first=429");
    KNOBS.put("drop", "drop-after=3");
    KNOBS.put("error-event", "error-after=3");
    KNOBS.put("early-close", "chunks=150");
    KNOBS.put("cancel", "chunks=150");
  }

  /** All that can be played. */
  static List<Scenario> all(Map<String, Question> questions) {
    List<Scenario> all = new ArrayList<>();
    questions.forEach(
        (way, question) ->
            KNOBS.keySet().stream()
                .filter(fault -> isPossible(way, fault))
                .forEach(fault -> all.add(new Scenario(way, fault, question))));
    return all;
  }

  private static boolean isPossible(String way, String fault) {
    boolean own = way.startsWith("own");
    return switch (fault) {
      case "none" -> true;
      case "retry-then-fine" -> !own;
      case "error-event", "early-close", "cancel" -> !own && way.endsWith("stream");
      default -> !own || way.equals("own-stream");
    };
  }

  /** The model's name says what is played, so that whoever looks at the server knows. */
  String id() {
    return way + "." + fault;
  }

  /** What the server is told to do, by headers. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    String knob = String.valueOf(KNOBS.get(fault));
    int equals = knob.indexOf('=');
    if (equals > 0) {
      headers.put("x-fake-" + knob.substring(0, equals), knob.substring(equals + 1));
    }
    headers.put("x-fake-chunk-gap", "10");
    headers.put("x-fake-run", id());
    return headers;
  }
}
