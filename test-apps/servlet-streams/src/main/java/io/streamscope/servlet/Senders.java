/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.AsyncContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that write answers after the request's own thread has left. */
final class Senders {

  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
          });

  /** A thread of the application's pool. */
  void fromPool(AsyncContext unused, Runnable task) {
    pool.execute(task);
  }

  /** A thread that knows nothing of the request. */
  static void ownThread(AsyncContext unused, Runnable task) {
    Thread thread = new Thread(task, "own-thread");
    thread.setDaemon(true);
    thread.start();
  }

  /** A thread of the container, which also gets to see what the task throws. */
  static void ofContainer(AsyncContext async, Runnable task) {
    async.start(task);
  }
}
