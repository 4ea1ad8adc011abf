/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

/** How long audio is that passes in pieces. Not thread-safe. */
final class AudioLength {

  private long bytes;
  private long bytesPerSecond;
  private double before; // in other formats, seconds
  private boolean unknown;

  /** A piece, of a format that may be {@link AudioFormat#UNKNOWN}. */
  void add(long size, long format) {
    if (size <= 0) {
      return;
    }
    if (format <= 0) {
      unknown = true;
      return;
    }
    if (format != bytesPerSecond) {
      before = seconds();
      bytes = 0;
      bytesPerSecond = format;
    }
    bytes += size;
  }

  /** Whether there was any, and all of it is known. */
  boolean isKnown() {
    return !unknown && bytesPerSecond > 0;
  }

  double seconds() {
    return before + (bytesPerSecond == 0 ? 0 : bytes / (double) bytesPerSecond);
  }
}
