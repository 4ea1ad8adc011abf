/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.mvc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One end point a way of streaming. */
@RestController
public class StreamController {

  private static final long NEVER = 0L;
  private static final long ENDLESS = 1_000_000;
  private static final long AFTER_THE_CONTROLLER_MS = 50;

  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
          });
  private final Observations observations;
  private final Queue<SseEmitter> kept = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<SseEmitter> opened = new LinkedBlockingQueue<>();

  StreamController(Observations observations) {
    this.observations = observations;
  }

  /** Some events from a thread of a pool. */
  @GetMapping("/sse/pool")
  public SseEmitter pool(@RequestParam int n, @RequestParam(defaultValue = "0") long gapMs) {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    later(() -> sendAndComplete(emitter, n, gapMs));
    return emitter;
  }

  /** The same from a thread that knows nothing of the request. */
  @GetMapping("/sse/thread")
  public SseEmitter thread(@RequestParam int n) {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    Thread thread =
        new Thread(
            () -> {
              pause(AFTER_THE_CONTROLLER_MS);
              sendAndComplete(emitter, n, 0);
            },
            "own-thread");
    thread.setDaemon(true);
    thread.start();
    return emitter;
  }

  /** Several threads send at the same time, from before Spring has begun the response. */
  @GetMapping("/sse/threads")
  public SseEmitter threads(@RequestParam int threads, @RequestParam int n) {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    AtomicInteger sending = new AtomicInteger(threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(
          () -> {
            for (int j = 0; j < n; j++) {
              send(emitter, "event of a thread");
            }
            if (sending.decrementAndGet() == 0) {
              emitter.complete();
            }
          });
    }
    return emitter;
  }

  /** All of it before the controller returns. */
  @GetMapping("/sse/early")
  public SseEmitter early(@RequestParam int n) {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    sendAndComplete(emitter, n, 0);
    return emitter;
  }

  /** One event; the application keeps the emitter. */
  @GetMapping("/sse/kept")
  public SseEmitter kept() {
    SseEmitter emitter = new SseEmitter(NEVER);
    kept.add(emitter);
    sendAndComplete(emitter, 1, 0);
    return emitter;
  }

  /** Opened by one request, written to by another. */
  @GetMapping("/sse/opened")
  public SseEmitter opened() {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    later(() -> opened.add(emitter));
    return emitter;
  }

  /** Writes to what another request has opened, or will. */
  @GetMapping("/ask")
  public String ask() throws InterruptedException {
    sendAndComplete(opened.take(), 2, 0);
    return "asked";
  }

  /** Objects, several lines, comments, names and ids. */
  @GetMapping("/sse/rich")
  public SseEmitter rich() {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    later(
        () -> {
          try {
            emitter.send(SseEmitter.event().comment("ping"));
            emitter.send(Map.of("text", "grüße"), MediaType.APPLICATION_JSON);
            emitter.send(SseEmitter.event().id("7").name("note").data("line 1").data("line 2"));
            emitter.send(SseEmitter.event().comment("ping"));
            emitter.send("日本語");
            emitter.complete();
          } catch (IOException failure) {
            observations.saw("send", failure);
          }
        });
    return emitter;
  }

  /** Two events, then the application gives up. */
  @GetMapping("/sse/error")
  public SseEmitter error() {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    later(
        () -> {
          send(emitter, "one");
          send(emitter, "two");
          emitter.completeWithError(new IllegalStateException("no more answers"));
        });
    return emitter;
  }

  /** It gives up before it has said anything. */
  @GetMapping("/sse/error-first")
  public SseEmitter errorFirst() {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    later(() -> emitter.completeWithError(new IllegalStateException("no answer")));
    return emitter;
  }

  /**
   * Looks something up while an event is written, in a thread that knows nothing of the request.
   */
  @GetMapping("/sse/asking")
  public SseEmitter asking(@RequestParam String url) {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    Thread thread =
        new Thread(
            () -> {
              pause(AFTER_THE_CONTROLLER_MS);
              send(emitter, "one");
              send(emitter, new Asking(url));
              emitter.complete();
            },
            "own-thread");
    thread.setDaemon(true);
    thread.start();
    return emitter;
  }

  /** One event, then nothing until the emitter's own deadline. */
  @GetMapping("/sse/timeout")
  public SseEmitter timeout(@RequestParam long ms) {
    SseEmitter emitter = observed(new SseEmitter(ms));
    later(() -> send(emitter, "one"));
    return emitter;
  }

  /** One event, then nothing for ever. */
  @GetMapping("/sse/never")
  public SseEmitter never() {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    later(() -> send(emitter, "one"));
    return emitter;
  }

  /** Large events, then nothing for ever. */
  @GetMapping("/sse/held")
  public SseEmitter held(@RequestParam int n, @RequestParam int bytes) {
    SseEmitter emitter = new SseEmitter(NEVER);
    later(
        () -> {
          for (int i = 0; i < n; i++) {
            send(emitter, "x".repeat(bytes));
          }
        });
    return emitter;
  }

  /** Events until the reader has gone. */
  @GetMapping("/sse/endless")
  public SseEmitter endless(@RequestParam long gapMs) {
    SseEmitter emitter = observed(new SseEmitter(NEVER));
    later(() -> sendAndComplete(emitter, ENDLESS, gapMs));
    return emitter;
  }

  /** More than sockets hold: whoever reads slowly blocks it. */
  @GetMapping("/sse/slow-reader")
  public SseEmitter slowReader() {
    SseEmitter emitter = new SseEmitter(NEVER);
    String text = "x".repeat(300_000);
    later(
        () -> {
          for (int i = 0; i < 80; i++) {
            send(emitter, text);
          }
          emitter.complete();
        });
    return emitter;
  }

  /** One JSON document a line. */
  @GetMapping("/ndjson")
  public ResponseEntity<ResponseBodyEmitter> ndjson(@RequestParam int n) {
    ResponseBodyEmitter emitter = new ResponseBodyEmitter(NEVER);
    later(
        () -> {
          for (int i = 0; i < n; i++) {
            send(emitter, "{\"line\":" + i + "}\n");
          }
          emitter.complete();
        });
    return ResponseEntity.ok().header("Content-Type", "application/x-ndjson").body(emitter);
  }

  /** Plain text, piece by piece. */
  @GetMapping("/text")
  public ResponseEntity<ResponseBodyEmitter> text(@RequestParam int n) {
    ResponseBodyEmitter emitter = new ResponseBodyEmitter(NEVER);
    later(
        () -> {
          for (int i = 0; i < n; i++) {
            send(emitter, "word ");
          }
          emitter.complete();
        });
    return ResponseEntity.ok().header("Content-Type", "text/plain").body(emitter);
  }

  /** What the application saw so far. */
  @GetMapping("/observed")
  public List<String> observed() {
    return observations.lines();
  }

  /** Forgets what it saw. */
  @DeleteMapping("/observed")
  public void forget() {
    observations.clear();
  }

  /** Used heap after a collection, bytes. */
  @GetMapping("/heap")
  public long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Emission that does not race with Spring's own start of the response. */
  private void later(Runnable emission) {
    pool.execute(
        () -> {
          pause(AFTER_THE_CONTROLLER_MS);
          emission.run();
        });
  }

  private SseEmitter observed(SseEmitter emitter) {
    emitter.onCompletion(() -> observations.saw("onCompletion"));
    emitter.onTimeout(() -> observations.saw("onTimeout"));
    emitter.onError(failure -> observations.saw("onError", failure));
    return emitter;
  }

  private void sendAndComplete(SseEmitter emitter, long n, long gapMs) {
    for (long i = 0; i < n; i++) {
      if (!send(emitter, "event " + i)) {
        return;
      }
      pause(gapMs);
    }
    emitter.complete();
  }

  private boolean send(ResponseBodyEmitter emitter, Object event) {
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
