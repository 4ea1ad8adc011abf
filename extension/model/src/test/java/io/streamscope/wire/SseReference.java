/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The standard's algorithm as written, over the whole stream at once. Bytes are chars of Latin-1;
 * what a listener would see is a list of readable lines.
 */
final class SseReference {

  private static final Pattern LINE = Pattern.compile("([^\r\n]*)(?:\r\n|\r|\n)");

  final List<String> seen = new ArrayList<>();
  long events;
  long dataBytes;
  long comments;
  long oversized;

  private final int limit;
  private @Nullable String data;
  private String type = "";
  private boolean id;

  SseReference(byte[] stream, int limit) {
    this.limit = limit;
    String text = new String(stream, ISO_8859_1);
    if (text.startsWith("\u00EF\u00BB\u00BF")) {
      text = text.substring(3);
    }
    Matcher lines = LINE.matcher(text);
    while (lines.find()) {
      line(lines.group(1));
    }
  }

  static String event(
      @Nullable String type, long bytes, String kept, boolean complete, boolean id) {
    return "event type=" + type + " bytes=" + bytes + " kept=" + kept + " " + complete + " " + id;
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    if (line.isEmpty()) {
      dispatch();
    } else if (colon == 0) {
      comments++;
      seen.add("comment " + (line.length() - 1));
    } else if (colon > 0) {
      String value = line.substring(colon + 1);
      field(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
    } else {
      field(line, "");
    }
  }

  private void field(String name, String value) {
    switch (name) {
      case "data" -> data = data == null ? value : data + "\n" + value;
      case "event" -> type = value;
      case "id" -> id |= value.indexOf(0) < 0;
      default -> {}
    }
  }

  private void dispatch() {
    if (data != null) {
      events++;
      dataBytes += data.length();
      boolean complete = data.length() <= limit;
      oversized += limit > 0 && !complete ? 1 : 0;
      String kept = complete ? data : data.substring(0, limit);
      seen.add(event(type(), data.length(), kept, complete, id));
    }
    data = null;
    type = "";
    id = false;
  }

  private @Nullable String type() {
    if (type.isEmpty()) {
      return null;
    }
    if (type.length() <= 64) {
      return new String(type.getBytes(ISO_8859_1), UTF_8);
    }
    // the longest run of whole characters in the first 64 bytes
    int end = 64;
    while (end > 61 && (type.charAt(end) & 0xC0) == 0x80) {
      end--;
    }
    return new String(type.substring(0, end).getBytes(ISO_8859_1), UTF_8);
  }
}
