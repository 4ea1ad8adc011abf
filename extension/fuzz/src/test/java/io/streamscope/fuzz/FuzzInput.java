/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import java.util.Arrays;

/**
 * An input of the fuzzer, read from its beginning: first what a test decides, one byte each, then
 * the text. After the end everything is 0, so that every input means something.
 */
final class FuzzInput {

  private final byte[] bytes;
  private int at;

  FuzzInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** 0 to 255. */
  int next() {
    return at < bytes.length ? bytes[at++] & 0xFF : 0;
  }

  /** 0 to {@code bound - 1}. */
  int below(int bound) {
    return next() % bound;
  }

  boolean flag() {
    return (next() & 1) != 0;
  }

  int oneOf(int... values) {
    return values[below(values.length)];
  }

  boolean isEmpty() {
    return at >= bytes.length;
  }

  /** A few bytes that are to be used again and again; at least one. */
  byte[] plan() {
    byte[] plan = new byte[1 + below(8)];
    for (int i = 0; i < plan.length; i++) {
      plan[i] = (byte) next();
    }
    return plan;
  }

  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
    at = bytes.length;
    return rest;
  }
}
