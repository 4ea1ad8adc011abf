/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line ends, eight bytes at a time. The test for a zero byte in a word is the one of Hacker's
 * Delight §6-1: {@code (x - 0x01..) & ~x & 0x80..} is not zero exactly if a byte of x is zero.
 */
final class LineScan {

  static final byte LF = '\n';
  static final byte CR = '\r';

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long LFS = ONES * LF;
  private static final long CRS = ONES * CR;

  private LineScan() {}

  /** Index of the first LF or CR in {@code [from, to)}, or {@code to}. */
  static int lineEnd(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = (long) WORD.get(bytes, i);
      long hits = zeros(word ^ LFS) | zeros(word ^ CRS);
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (i < to && bytes[i] != LF && bytes[i] != CR) {
      i++;
    }
    return i;
  }

  /** Index of the first LF in {@code [from, to)}, or {@code to}. */
  static int lineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long hits = zeros((long) WORD.get(bytes, i) ^ LFS);
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (i < to && bytes[i] != LF) {
      i++;
    }
    return i;
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGH;
  }
}
