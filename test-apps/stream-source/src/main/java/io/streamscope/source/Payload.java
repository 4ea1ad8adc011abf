/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import java.nio.charset.StandardCharsets;

/** The bytes of a body and what of them is payload. Every event has characters of 1 to 4 bytes. */
final class Payload {

  private static final String TEXT = "é日本🙂";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Knobs knobs;

  Payload(Knobs knobs) {
    this.knobs = knobs;
  }

  /** What stands before the first event. */
  byte[] prologue() {
    return knobs.is("bom") ? BYTE_ORDER_MARK : new byte[0];
  }

  /** An event or a line with its end. */
  byte[] event(int index) {
    if (!knobs.type().equals("sse")) {
      return utf8(json(index) + "\n");
    }
    String end = knobs.lineEnd();
    StringBuilder event = new StringBuilder();
    if (knobs.firstId() >= 0) {
      event.append("id: ").append(id(index)).append(end);
    }
    if (knobs.is("names")) {
      event.append("event: note").append(end);
    }
    for (String line : data(index).split("\n")) {
      event.append("data: ").append(line).append(end);
    }
    return utf8(event.append(end).toString());
  }

  /** How many bytes of an event are payload. */
  int size(int index) {
    return utf8(knobs.type().equals("sse") ? data(index) : json(index)).length;
  }

  byte[] comment() {
    String end = knobs.lineEnd();
    return utf8(": ping" + end + end);
  }

  /** What OpenAI's streams end with. */
  byte[] endMark() {
    String end = knobs.lineEnd();
    return utf8("data: [DONE]" + end + end);
  }

  /** What a status that is no success comes with. */
  byte[] refusal() {
    return utf8("{\"error\":\"overloaded\"}");
  }

  private String id(int index) {
    return "id-" + (knobs.firstId() + index);
  }

  private String data(int index) {
    StringBuilder data = new StringBuilder("event " + index + " " + TEXT);
    for (int line = 1; line < knobs.lines(); line++) {
      data.append("\nline ").append(line);
    }
    return data.toString();
  }

  private static String json(int index) {
    return "{\"event\":" + index + ",\"text\":\"" + TEXT + "\"}";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
