/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import org.jspecify.annotations.Nullable;

/** Calls a {@link Tap} so that nothing it throws gets out; end and close at most once. */
final class TapGuard {

  private final Tap tap;
  private boolean ended;
  private boolean closed;

  TapGuard(Tap tap) {
    this.tap = tap;
  }

  void bytes(byte @Nullable [] bytes, int offset, int length) {
    if (bytes == null || length <= 0) {
      return;
    }
    try {
      tap.onBytes(bytes, offset, length);
    } catch (Throwable ignored) {
      // the application's stream goes on whatever the tap does
    }
  }

  void skipped(long count) {
    if (count <= 0) {
      return;
    }
    try {
      tap.onSkipped(count);
    } catch (Throwable ignored) {
      // as above
    }
  }

  void end() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      tap.onEnd();
    } catch (Throwable ignored) {
      // as above
    }
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      tap.onClose();
    } catch (Throwable ignored) {
      // as above
    }
  }

  void error(Throwable error) {
    try {
      tap.onError(error);
    } catch (Throwable ignored) {
      // as above
    }
  }
}
