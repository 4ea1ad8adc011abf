/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.nio.charset.StandardCharsets;

/**
 * The last event id of a stream (WHATWG HTML §9.2.6) as a number: enough to recognise it, not to
 * read it. The hash is FNV-1a of 64 bits.
 */
final class IdHash {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long reading = OFFSET;
  private long buffered;
  private long last;

  /** The hash of an id; 0 of the empty one, which stands for none. */
  static long of(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return bytes.length == 0 ? 0 : hash(OFFSET, bytes, 0, bytes.length);
  }

  private static long hash(long start, byte[] bytes, int from, int to) {
    long hash = start;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * PRIME;
    }
    return hash;
  }

  void begin() {
    reading = OFFSET;
  }

  void add(byte[] bytes, int from, int to) {
    reading = hash(reading, bytes, from, to);
  }

  /** The field is complete and valid. */
  void end() {
    buffered = reading == OFFSET ? 0 : reading;
  }

  /** A blank line: the id becomes that of the stream. */
  void dispatch() {
    last = buffered;
  }

  long last() {
    return last;
  }
}
