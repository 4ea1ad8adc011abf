/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.mvc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One end point a way of streaming that comes to its end. */
@RestController
public class StreamController {

  private static final long NEVER = Emissions.NEVER;

  private final Emissions emissions;
  private final Observations observations;

  StreamController(Emissions emissions, Observations observations) {
    this.emissions = emissions;
    this.observations = observations;
  }

  /** Some events from a thread of a pool. */
  @GetMapping("/sse/pool")
  public SseEmitter pool(@RequestParam int n, @RequestParam(defaultValue = "0") long gapMs) {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    emissions.later(() -> emissions.sendAndComplete(emitter, n, gapMs));
    return emitter;
  }

  /** The same from a thread that knows nothing of the request. */
  @GetMapping("/sse/thread")
  public SseEmitter thread(@RequestParam int n) {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    Thread thread =
        new Thread(
            () -> {
              emissions.pauseForTheController();
              emissions.sendAndComplete(emitter, n, 0);
            },
            "own-thread");
    thread.setDaemon(true);
    thread.start();
    return emitter;
  }

  /** Several threads send at the same time, from before Spring has begun the response. */
  @GetMapping("/sse/threads")
  public SseEmitter threads(@RequestParam int threads, @RequestParam int n) {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    AtomicInteger sending = new AtomicInteger(threads);
    for (int i = 0; i < threads; i++) {
      emissions.execute(
          () -> {
            for (int j = 0; j < n; j++) {
              emissions.send(emitter, "event of a thread");
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
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    emissions.sendAndComplete(emitter, n, 0);
    return emitter;
  }

  /** Objects, several lines, comments, names and ids. */
  @GetMapping("/sse/rich")
  public SseEmitter rich() {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    emissions.later(
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

  /**
   * Looks something up while an event is written, in a thread that knows nothing of the request.
   */
  @GetMapping("/sse/asking")
  public SseEmitter asking(@RequestParam String url) {
    SseEmitter emitter = emissions.observed(new SseEmitter(NEVER));
    Thread thread =
        new Thread(
            () -> {
              emissions.pauseForTheController();
              emissions.send(emitter, "one");
              emissions.send(emitter, new Asking(url));
              emitter.complete();
            },
            "own-thread");
    thread.setDaemon(true);
    thread.start();
    return emitter;
  }

  /** One JSON document a line. */
  @GetMapping("/ndjson")
  public ResponseEntity<ResponseBodyEmitter> ndjson(@RequestParam int n) {
    ResponseBodyEmitter emitter = new ResponseBodyEmitter(NEVER);
    emissions.later(
        () -> {
          for (int i = 0; i < n; i++) {
            emissions.send(emitter, "{\"line\":" + i + "}\n");
          }
          emitter.complete();
        });
    return ResponseEntity.ok().header("Content-Type", "application/x-ndjson").body(emitter);
  }

  /** Plain text, piece by piece. */
  @GetMapping("/text")
  public ResponseEntity<ResponseBodyEmitter> text(@RequestParam int n) {
    ResponseBodyEmitter emitter = new ResponseBodyEmitter(NEVER);
    emissions.later(
        () -> {
          for (int i = 0; i < n; i++) {
            emissions.send(emitter, "word ");
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
}
