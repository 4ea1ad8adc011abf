/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntConsumer;

/** Runs the same work on several threads that begin together. */
public final class Threads {

  private Threads() {}

  /** Returns when all are done; fails if one has thrown. */
  public static void race(int threads, IntConsumer work) {
    CyclicBarrier barrier = new CyclicBarrier(threads);
    ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      all.add(
          new Thread(
              () -> {
                try {
                  barrier.await();
                  work.accept(number);
                } catch (InterruptedException
                    | BrokenBarrierException
                    | RuntimeException
                    | Error e) {
                  thrown.add(e);
                }
              }));
    }
    all.forEach(Thread::start);
    all.forEach(Threads::join);
    assertThat(thrown).isEmpty();
  }

  /** Runs something on another thread and waits for it. */
  public static void elsewhere(Runnable work) {
    race(1, number -> work.run());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
