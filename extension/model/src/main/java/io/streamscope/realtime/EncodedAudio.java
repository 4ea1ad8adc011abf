/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

/**
 * Goes over a JSON document that passes in pieces, and counts how many bytes its texts in base64
 * stand for: those that are called {@code audio}, {@code data} or {@code delta}. Nothing is decoded
 * or kept. Not thread-safe.
 */
final class EncodedAudio {

  private static final long AUDIO = packed("audio");
  private static final long DATA = packed("data");
  private static final long DELTA = packed("delta");
  private static final int PACKED_MAX = 7;

  private long bytes;
  private boolean inside; // a text
  private boolean escaped;
  private boolean named; // by a name that may be one of audio, as the value that is next
  private boolean counting;
  private long packed; // the beginning of the text
  private int length; // of that
  private long digits; // of a text that is counted

  private static long packed(String name) {
    long all = 0;
    for (int i = 0; i < name.length(); i++) {
      all = all << Byte.SIZE | name.charAt(i);
    }
    return all;
  }

  void feed(byte[] json, int from, int end) {
    for (int at = from; at < end; at++) {
      if (inside && counting) {
        at = count(json, at, end);
      } else if (inside) {
        inText(json[at]);
      } else {
        between(json[at]);
      }
    }
  }

  /** Returns the last place that it has looked at. */
  private int count(byte[] json, int from, int end) {
    for (int at = from; at < end; at++) {
      byte b = json[at];
      if (escaped) {
        escaped = false;
        digits++; // in base64 it can only be a slash
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        inside = false;
        counting = false;
        bytes += digits * 6 / Byte.SIZE;
        return at;
      } else if (b != '=') {
        digits++;
      }
    }
    return end - 1;
  }

  private void inText(byte b) {
    if (escaped) {
      escaped = false;
      length = PACKED_MAX + 1; // such is no name of ours
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inside = false;
    } else if (length < PACKED_MAX) {
      packed = packed << Byte.SIZE | (b & 0xFF);
      length++;
    } else {
      length = PACKED_MAX + 1;
    }
  }

  private void between(byte b) {
    if (b == '"') {
      inside = true;
      counting = named;
      named = false;
      packed = 0;
      length = 0;
      digits = 0;
    } else if (b == ':') {
      named = length <= PACKED_MAX && (packed == AUDIO || packed == DATA || packed == DELTA);
    } else if (b == ',' || b == '{' || b == '[') {
      named = false;
    }
  }

  /** How many bytes, so far. */
  long bytes() {
    return bytes;
  }
}
