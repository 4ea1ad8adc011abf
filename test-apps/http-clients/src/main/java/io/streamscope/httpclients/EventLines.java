/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import org.jspecify.annotations.Nullable;

/** Makes events of lines, as far as this application needs it. */
final class EventLines {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Reading reading;
  private String type = "text/event-stream";
  private @Nullable StringBuilder data;
  private @Nullable String id;

  EventLines(Reading reading) {
    this.reading = reading;
  }

  void type(@Nullable String contentType) {
    type = contentType == null ? "" : contentType;
  }

  boolean line(String raw) {
    if (type.equals("application/json")) {
      reading.text(raw);
      return true;
    }
    return type.startsWith("text/event-stream") ? eventLine(raw) : reading.event(null, raw);
  }

  private boolean eventLine(String raw) {
    String line = raw.startsWith(BYTE_ORDER_MARK) ? raw.substring(1) : raw;
    if (line.isEmpty()) {
      return dispatch();
    }
    if (line.startsWith(":")) {
      reading.comment(line);
    } else if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("data: ")) {
      data = data == null ? new StringBuilder() : data.append('\n');
      data.append(line, 6, line.length());
    } else if (!line.startsWith("event: ")) {
      reading.text(line);
    }
    return true;
  }

  private boolean dispatch() {
    StringBuilder complete = data;
    data = null;
    return complete == null || reading.event(id, complete.toString());
  }
}
