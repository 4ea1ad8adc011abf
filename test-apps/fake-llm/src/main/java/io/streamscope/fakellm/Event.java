/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An event as it is written. */
final class Event {
  private final byte[] bytes;
  private final int payload;
  private final boolean counted;

  Event(Framing framing, Frame frame) {
    this.bytes = framing.bytes(frame);
    this.payload = frame.data().getBytes(UTF_8).length;
    this.counted = frame.counted();
  }

  /** The event with its framing. */
  byte[] bytes() {
    return bytes;
  }

  /** How many bytes of it are data. */
  int payload() {
    return payload;
  }

  /** Whether it is a chunk. */
  boolean isCounted() {
    return counted;
  }
}
