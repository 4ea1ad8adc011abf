/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

/** The value of a {@code retry} field, taken in pieces: decimal digits only, else no value. */
final class RetryValue {

  private long lastMillis = -1;
  private long millis;
  private boolean digits;
  private boolean valid;

  /** The last valid value, saturated; -1 if there was none. */
  long lastMillis() {
    return lastMillis;
  }

  void begin() {
    millis = 0;
    digits = false;
    valid = true;
  }

  void add(byte[] bytes, int from, int to) {
    for (int i = from; i < to && valid; i++) {
      int digit = bytes[i] - '0';
      valid = digit >= 0 && digit <= 9;
      digits = true;
      boolean fits = millis <= (Long.MAX_VALUE - digit) / 10;
      millis = fits ? 10 * millis + digit : Long.MAX_VALUE;
    }
  }

  void end() {
    if (valid && digits) {
      lastMillis = millis;
    }
  }
}
