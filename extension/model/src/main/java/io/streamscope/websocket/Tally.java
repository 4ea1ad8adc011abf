/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Messages of one direction. Thread-safe: more than one thread may send; reading while others count
 * gives a value of that moment.
 */
final class Tally {

  private static final VarHandle TEXTS = field("texts");
  private static final VarHandle BINARIES = field("binaries");
  private static final VarHandle BYTES = field("bytes");

  private volatile long texts;
  private volatile long binaries;
  private volatile long bytes;

  private static VarHandle field(String name) {
    try {
      return MethodHandles.lookup().findVarHandle(Tally.class, name, long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** The same, by one thread at a time. */
  void addAlone(MessageType type, long size) {
    if (type == MessageType.TEXT) {
      TEXTS.setRelease(this, texts + 1);
    } else {
      BINARIES.setRelease(this, binaries + 1);
    }
    BYTES.setRelease(this, bytes + size);
  }

  void add(MessageType type, long size) {
    if (type == MessageType.TEXT) {
      TEXTS.getAndAdd(this, 1L);
    } else {
      BINARIES.getAndAdd(this, 1L);
    }
    BYTES.getAndAdd(this, size);
  }

  long messages() {
    return texts + binaries;
  }

  long messages(MessageType type) {
    return type == MessageType.TEXT ? texts : binaries;
  }

  long bytes() {
    return bytes;
  }
}
