/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that send after the request's own thread has left. */
final class Senders {

  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
          });

  void later(Runnable task) {
    pool.execute(task);
  }
}
