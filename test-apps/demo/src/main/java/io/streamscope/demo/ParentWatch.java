/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the process which started this one has gone: a Maven that is killed does not end
 * what it started.
 */
final class ParentWatch {
  private ParentWatch() {}

  static void start(Runnable onOrphaned) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    // ProcessHandle.onExit would miss a parent that is dead but not yet reaped by its own parent.
    Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "parent watch");
              thread.setDaemon(true);
              return thread;
            })
        .scheduleWithFixedDelay(
            () -> {
              if (!ProcessHandle.current().parent().equals(parent)) {
                onOrphaned.run();
              }
            },
            1,
            1,
            TimeUnit.SECONDS);
  }
}
