/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.mvc;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** How the end points send, from whatever thread. */
@Component
class Emissions {

  /** No deadline. */
  static final long NEVER = 0L;

  private static final long AFTER_THE_CONTROLLER_MS = 50;

  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
          });
  private final Observations observations;

  Emissions(Observations observations) {
    this.observations = observations;
  }

  void execute(Runnable task) {
    pool.execute(task);
  }

  void pauseForTheController() {
    pause(AFTER_THE_CONTROLLER_MS);
  }

  /** Emission that does not race with Spring's own start of the response. */
  void later(Runnable emission) {
    pool.execute(
        () -> {
          pause(AFTER_THE_CONTROLLER_MS);
          emission.run();
        });
  }

  SseEmitter observed(SseEmitter emitter) {
    emitter.onCompletion(() -> observations.saw("onCompletion"));
    emitter.onTimeout(() -> observations.saw("onTimeout"));
    emitter.onError(failure -> observations.saw("onError", failure));
    return emitter;
  }

  void sendAndComplete(SseEmitter emitter, long n, long gapMs) {
    for (long i = 0; i < n; i++) {
      if (!send(emitter, "event " + i)) {
        return;
      }
      pause(gapMs);
    }
    emitter.complete();
  }

  boolean send(ResponseBodyEmitter emitter, Object event) {
    try {
      emitter.send(event);
      return true;
    } catch (IOException | IllegalStateException failure) {
      observations.saw("send", failure);
      return false;
    }
  }

  private static void pause(long ms) {
    if (ms <= 0) {
      return;
    }
    try {
      // a wait that nobody ends: the pace of the stream
      boolean unused = new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
