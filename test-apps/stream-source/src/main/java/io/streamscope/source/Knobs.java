/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import java.util.Map;

/** What a request asks of its answer, read from its query. Unset knobs do nothing. */
record Knobs(Map<String, String> query) {

  private static final int ENDLESS = Integer.MAX_VALUE;

  /** {@code sse}, {@code ndjson}, {@code stream-json}, {@code jsonl} or {@code json}. */
  String type() {
    return query.getOrDefault("type", "sse");
  }

  String contentType() {
    return switch (type()) {
      case "ndjson" -> "application/x-ndjson";
      case "stream-json" -> "application/stream+json";
      case "jsonl" -> "application/jsonl";
      case "json" -> "application/json";
      default -> "text/event-stream;charset=utf-8";
    };
  }

  /** {@code chunked}, {@code close} or {@code length}. */
  String framing() {
    return query.getOrDefault("framing", "chunked");
  }

  int status() {
    return number("status", 200);
  }

  int events() {
    return is("endless") ? ENDLESS : number("n", 5);
  }

  /** The pause before the headers in milliseconds. */
  int pauseBeforeHeaders() {
    return number("headersMs", 0);
  }

  /** The pause before an event in milliseconds. */
  int pauseBefore(int event) {
    if (event == 0) {
      return number("firstMs", 0);
    }
    return event == number("stallAt", -1) ? number("stallMs", 0) : number("gapMs", 0);
  }

  /** Whether a comment goes before this event. */
  boolean commentBefore(int event) {
    int every = number("comments", 0);
    return every > 0 && event % every == 0;
  }

  /** How many lines of data an event has. */
  int lines() {
    return number("lines", 1);
  }

  /** The number that the ids of the events start with, -1 for no ids. */
  int firstId() {
    return number("ids", -1);
  }

  String lineEnd() {
    return switch (query.getOrDefault("eol", "lf")) {
      case "crlf" -> "\r\n";
      case "cr" -> "\r";
      default -> "\n";
    };
  }

  /** Whether the connection is reset in the middle of this event. */
  boolean resetAt(int event) {
    return number("reset", -1) == event;
  }

  /** Whether the connection is closed before this event. */
  boolean dropAt(int event) {
    return number("drop", -1) == event;
  }

  boolean is(String name) {
    return query.containsKey(name);
  }

  private int number(String name, int otherwise) {
    String value = query.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
