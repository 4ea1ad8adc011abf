/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts bytes and keeps the first {@code limit} of them. Grows to what was really seen, at most to
 * the limit; never shrinks; one thread. If there are more, somebody may be shown all of them, those
 * that are kept first.
 */
final class KeptBytes {

  private static final byte[] NONE = {};
  private static final int FIRST_CAPACITY = 256;

  private final int limit;
  private final PushParser.@Nullable LongData longData;
  private final byte[] single = new byte[1];
  private byte[] bytes = NONE;
  private int length;
  private long total;

  KeptBytes(int limit) {
    this(limit, null);
  }

  /**
   * @param longData throws nothing; null if nobody wants to see what is beyond the limit
   */
  KeptBytes(int limit, PushParser.@Nullable LongData longData) {
    this.limit = Math.max(0, limit);
    this.longData = longData;
  }

  void add(byte[] source, int offset, int count) {
    boolean allKept = isComplete();
    int kept = Math.min(count, limit - length);
    total += count;
    if (kept > 0) {
      reserve(length + kept);
      System.arraycopy(source, offset, bytes, length, kept);
      length += kept;
    }
    if (kept < count && longData != null) {
      if (allKept) {
        longData.onPiece(bytes, 0, length);
      }
      longData.onPiece(source, offset + kept, count - kept);
    }
  }

  void add(byte value) {
    single[0] = value;
    add(single, 0, 1);
  }

  void clear() {
    length = 0;
    total = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** All bytes since {@link #clear()}, the kept and the others. */
  long total() {
    return total;
  }

  int limit() {
    return limit;
  }

  boolean isComplete() {
    return total == length;
  }

  /** The kept bytes as UTF-8; a character that the limit cut through is left out. */
  String text() {
    int end = isComplete() ? length : wholeCharacters();
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  boolean contentEquals(byte[] other, int otherLength) {
    return Arrays.equals(bytes, 0, length, other, 0, otherLength);
  }

  boolean isAscii(String text) {
    if (text.length() != total || !isComplete()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int wholeCharacters() {
    int lead = length - 1;
    while (lead > 0 && length - lead < 4 && (bytes[lead] & 0xC0) == 0x80) {
      lead--;
    }
    if (lead < 0) {
      return length;
    }
    int first = bytes[lead] & 0xFF;
    int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return lead + size > length ? lead : length;
  }

  private void reserve(int needed) {
    if (needed > bytes.length) {
      long doubled = Math.max(2L * bytes.length, FIRST_CAPACITY);
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(needed, doubled)));
    }
  }
}
