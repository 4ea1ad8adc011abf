/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

/**
 * The field names of an event stream, as a long that is built byte by byte: 1, then the bytes of
 * the name, so that names of different lengths differ. Longer names than the known ones stop.
 */
final class SseField {

  static final int OTHER = 0;
  static final int COMMENT = 1;
  static final int DATA = 2;
  static final int EVENT = 3;
  static final int ID = 4;

  static final long NO_NAME = 1;

  private static final long DATA_NAME = pack("data");
  private static final long EVENT_NAME = pack("event");
  private static final long ID_NAME = pack("id");
  private static final long FULL = 1L << (Byte.SIZE * "event".length());

  private SseField() {}

  /** Whether one more byte would make the name longer than every known one. */
  static boolean isFull(long name) {
    return name >= FULL;
  }

  static int of(long name) {
    if (name == DATA_NAME) {
      return DATA;
    }
    if (name == EVENT_NAME) {
      return EVENT;
    }
    if (name == ID_NAME) {
      return ID;
    }
    return name == NO_NAME ? COMMENT : OTHER;
  }

  private static long pack(String name) {
    long packed = NO_NAME;
    for (int i = 0; i < name.length(); i++) {
      packed = packed << Byte.SIZE | name.charAt(i);
    }
    return packed;
  }
}
