/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The lock of one stream, held for nanoseconds: free, held, or over for good. A superclass, since a
 * stream is to be one object ({@code docs/decisions/0009-chunk-path-without-locks.md}).
 */
abstract class StreamLock {

  private static final int SPINS_MAX = 1_000_000;
  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final int OVER = 2;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(StreamLock.class, "state", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private volatile int state;

  StreamLock(boolean over) {
    this.state = over ? OVER : FREE;
  }

  /** Takes the lock if it is free. */
  final boolean tryHold() {
    return STATE.compareAndSet(this, FREE, HELD);
  }

  /** Waits for the few nanoseconds that another thread may hold it; false once it is over. */
  final boolean hold() {
    return acquire(HELD);
  }

  /** Gives it back. */
  final void release() {
    STATE.setRelease(this, FREE);
  }

  /** Takes it and never gives it back. */
  final void holdForGood() {
    acquire(OVER);
  }

  final boolean isHeldForGood() {
    return state == OVER;
  }

  private boolean acquire(int wanted) {
    for (int spins = 0; spins < SPINS_MAX; spins++) {
      if (STATE.compareAndSet(this, FREE, wanted)) {
        return true;
      }
      if (state == OVER) {
        return false;
      }
      if (spins < 64) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    return false;
  }
}
