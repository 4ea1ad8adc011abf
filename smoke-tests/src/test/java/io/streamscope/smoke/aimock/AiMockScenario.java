/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server is to do: a switch of its chaos, or an answer that it has for a question. */
enum AiMockScenario {
  PLAIN("", Map.of(), null),
  /** Answers in pieces only. */
  THINK("(think)", Map.of(), null),
  TOOL("(tool)", Map.of(), null),
  LIMIT("(limit)", Map.of(), null),
  /** The connection is cut within the answer. */
  CUT("(cut)", Map.of(), null),
  LATE("", Map.of("x-aimock-chaos-latency", Integer.toString(AiMockScenario.LATENCY_MS)), null),
  DROP("", Map.of("x-aimock-chaos-drop", "1"), "drop"),
  MALFORMED("", Map.of("x-aimock-chaos-malformed", "1"), "malformed"),
  RATELIMIT("", Map.of("x-aimock-chaos-ratelimit", "1"), "rateLimit"),
  DISCONNECT("", Map.of("x-aimock-chaos-disconnect", "1"), "disconnect");

  static final int LATENCY_MS = 50;

  private final String words;
  private final Map<String, String> headers;
  private final @Nullable String chaos;

  AiMockScenario(String words, Map<String, String> headers, @Nullable String chaos) {
    this.words = words;
    this.headers = headers;
    this.chaos = chaos;
  }

  /** As in a name: {@code drop}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is asked. */
  String question() {
    return "How long is the warranty? " + words;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** What the journal calls it, null if it is no chaos. */
  @Nullable String chaos() {
    return chaos;
  }

  /** Whether what is asked makes the difference: only where that is a text in a chat. */
  boolean isAsked() {
    return !words.isEmpty();
  }

  /** Whether it is about pieces of an answer. */
  boolean isOfStreams() {
    return this == THINK || this == TOOL || this == CUT || this == LATE;
  }
}
