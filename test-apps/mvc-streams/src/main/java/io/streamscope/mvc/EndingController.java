/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.mvc;

import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One end point a way in which a stream ends otherwise, or lasts. */
@RestController
public class EndingController {

  private static final long NEVER = Emissions.NEVER;
  private static final long ENDLESS = 1_000_000;

  private final Emissions emissions;
  private final Queue<SseEmitter> kept = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<SseEmitter> opened = new LinkedBlockingQueue<>();

  EndingController(Emissions emissions) {
    this.emissions = emissions;
  }

  /** One event; the application keeps the emitter. */
  @GetMapping("/sse/kept")
  public SseEmitter kept() {
    SseEmitter emitter = new SseEmitter(NEVER);
    kept.add(emitter);
    emissions.sendAndComplete(emitter, 1, 0);
    return emitter;
  }

  /** Opened by one request, written to by another. */
  @GetMapping("/sse/opened")
  public SseEmitter opened() {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    emissions.later(() -> opened.add(emitter));
    return emitter;
  }

  /** Writes to what another request has opened, or will. */
  @GetMapping("/ask")
  public String ask() throws InterruptedException {
    emissions.sendAndComplete(opened.take(), 2, 0);
    return "asked";
  }

  /** Two events, then the application gives up. */
  @GetMapping("/sse/error")
  public SseEmitter error() {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    emissions.later(
        () -> {
          emissions.send(emitter, "one");
          emissions.send(emitter, "two");
          emitter.completeWithError(new IllegalStateException("no more answers"));
        });
    return emitter;
  }

  /** It gives up before it has said anything. */
  @GetMapping("/sse/error-first")
  public SseEmitter errorFirst() {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    emissions.later(() -> emitter.completeWithError(new IllegalStateException("no answer")));
    return emitter;
  }

  /** One event, then nothing until the emitter's own deadline. */
  @GetMapping("/sse/timeout")
  public SseEmitter timeout(@RequestParam long ms) {
    SseEmitter emitter = emissions.observed(new SseEmitter(ms));
    emissions.later(() -> emissions.send(emitter, "one"));
    return emitter;
  }

  /** One event, then nothing for ever. */
  @GetMapping("/sse/never")
  public SseEmitter never() {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    emissions.later(() -> emissions.send(emitter, "one"));
    return emitter;
  }

  /** Large events, then nothing for ever. */
  @GetMapping("/sse/held")
  public SseEmitter held(@RequestParam int n, @RequestParam int bytes) {
    SseEmitter emitter = new SseEmitter(NEVER);
    emissions.later(
        () -> {
          for (int i = 0; i < n; i++) {
            emissions.send(emitter, "x".repeat(bytes));
          }
        });
    return emitter;
  }

  /** Events until the reader has gone. */
  @GetMapping("/sse/endless")
  public SseEmitter endless(@RequestParam long gapMs) {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    emissions.later(() -> emissions.sendAndComplete(emitter, ENDLESS, gapMs));
    return emitter;
  }

  /** More than sockets hold: whoever reads slowly blocks it. */
  @GetMapping("/sse/slow-reader")
  public SseEmitter slowReader() {
    SseEmitter emitter = new SseEmitter(NEVER);
    String text = "x".repeat(300_000);
    emissions.later(
        () -> {
          for (int i = 0; i < 80; i++) {
            emissions.send(emitter, text);
          }
          emitter.complete();
        });
    return emitter;
  }
}
