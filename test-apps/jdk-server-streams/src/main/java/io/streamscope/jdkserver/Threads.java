/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Threads of the application. */
final class Threads {

  /** As many as are needed. */
  Executor named(String name) {
    return Executors.newCachedThreadPool(task -> thread(name, task));
  }

  /** A thread that knows nothing of the request. */
  static void own(Runnable task) {
    thread("own-thread", task).start();
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
