/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a body holds, found out in the simplest way.
 *
 * @param chunks events with data, or lines
 * @param bytes of them, without framing
 * @param comments comment lines
 */
record StreamPayload(long chunks, long bytes, long comments) {

  /** Server-sent events, as the standard says: an event needs a data field and its blank line. */
  static StreamPayload ofEvents(RawResponse response) {
    long chunks = 0;
    long bytes = 0;
    long comments = 0;
    int dataLines = 0;
    long dataBytes = 0;
    for (String line : completeLines(response, "\r\n|\n|\r")) {
      if (line.startsWith(":")) {
        comments++;
      } else if (line.isEmpty()) {
        chunks += dataLines > 0 ? 1 : 0;
        bytes += dataLines > 0 ? dataBytes + dataLines - 1 : 0;
        dataLines = 0;
        dataBytes = 0;
      } else if (line.equals("data") || line.startsWith("data:")) {
        dataLines++;
        dataBytes += line.replaceFirst("^data(: ?)?", "").length();
      }
    }
    return new StreamPayload(chunks, bytes, comments);
  }

  /** One document a line. */
  static StreamPayload ofLines(RawResponse response) {
    List<String> lines = completeLines(response, "\n");
    long bytes = lines.stream().mapToLong(String::length).sum();
    return new StreamPayload(lines.size(), bytes, 0);
  }

  /** One character a byte; what follows the last line end is no line. */
  private static List<String> completeLines(RawResponse response, String end) {
    String text = new String(response.body(), StandardCharsets.ISO_8859_1);
    List<String> lines = List.of(text.split(end, -1));
    return lines.subList(0, lines.size() - 1);
  }
}
