/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * WHATWG HTML, server-sent events, §9.2.6 "Interpreting an event stream": on the lines of the whole
 * decoded stream, one step of the standard after the other. With Latin-1 a char is a byte.
 */
final class EventStreamReference {

  /** Messages and comments in their order. */
  final List<Object> seen = new ArrayList<>();

  /** Whether the end of the stream discards data, be they of a line that has no end yet. */

  /** The last event ID string. */
  String lastEventId = "";

  /** How many comments are not the next line of another one. */
  int commentBlocks;

  private boolean afterComment;
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private boolean hasId;
  private String lastEventIdBuffer = "";

  EventStreamReference(String decoded, String byteOrderMark) {
    String stream =
        decoded.startsWith(byteOrderMark) ? decoded.substring(byteOrderMark.length()) : decoded;
    String[] lines = stream.split("\r\n|\n|\r", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      line(lines[i]);
    }
  }

  private void line(String line) {
    if (line.startsWith(":")) {
      seen.add(new Comment(line.substring(1)));
      commentBlocks += afterComment ? 0 : 1;
      afterComment = true;
      return;
    }
    afterComment = false;
    if (line.isEmpty()) {
      dispatch();
      return;
    }
    String[] parts = line.split(":", 2);
    String value = parts.length == 1 ? "" : parts[1];
    process(parts[0], value.startsWith(" ") ? value.substring(1) : value);
  }

  private void process(String field, String value) {
    if (field.equals("event")) {
      type = value;
    } else if (field.equals("data")) {
      data.append(value).append('\n');
    } else if (field.equals("id") && !value.contains("\0")) {
      hasId = true;
      lastEventIdBuffer = value;
    }
  }

  private void dispatch() {
    lastEventId = lastEventIdBuffer;
    if (!data.isEmpty()) {
      seen.add(new Message(type, data.substring(0, data.length() - 1), hasId));
    }
    data.setLength(0);
    type = "";
    hasId = false;
  }

  /** An event; the type is empty if it has none. */
  record Message(String type, String data, boolean hasId) {}

  /** What follows the colon. */
  record Comment(String text) {}
}
