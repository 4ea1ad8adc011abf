/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import java.util.Arrays;

/**
 * A document inside of another one: {@code {"bytes": "base64"}}. The buffer is used again; no
 * longer than what it comes from. One thread at a time.
 */
final class WrappedChunk {

  private static final byte[] BEGINNING = {'{', '"', 'b', 'y', 't', 'e', 's', '"', ':', '"'};
  private static final byte[] VALUES = values();
  private static final int NAME_MAX = 16;
  private static final int NONE = -1;

  private byte[] bytes = new byte[512];
  private int length;

  /**
   * Takes the inner document out.
   *
   * @return false if there is none
   */
  boolean unwrap(byte[] json, int jsonLength) {
    int at = textAt(json, jsonLength);
    return at != NONE && decode(json, at, jsonLength);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Where the text begins, after its quote. */
  private static int textAt(byte[] json, int length) {
    int first = BEGINNING.length;
    if (length > first && Arrays.equals(json, 0, first, BEGINNING, 0, first)) {
      return first;
    }
    JsonReader reader = JsonReader.of(json, 0, length, JsonReader.MAX_DEPTH, NAME_MAX);
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      return NONE;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      if (reader.nextName().equals("bytes") && reader.peek() == JsonToken.STRING) {
        return reader.position() + 1;
      }
      reader.skipValue();
    }
    return NONE;
  }

  private boolean decode(byte[] json, int from, int to) {
    if (bytes.length < to - from) {
      bytes = new byte[2 * (to - from)];
    }
    length = 0;
    int bits = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      byte c = json[i];
      if (c == '"') {
        return true;
      }
      int value = c < 0 ? NONE : VALUES[c];
      if (value >= 0) {
        bits = bits << 6 | value;
        count += 6;
        if (count >= 8) {
          count -= 8;
          bytes[length++] = (byte) (bits >> count);
        }
      } else if (c != '=' && c != '\\') { // a slash may be escaped
        return false;
      }
    }
    return false;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) NONE);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
