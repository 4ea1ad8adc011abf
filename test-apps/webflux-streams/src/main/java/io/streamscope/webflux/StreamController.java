/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.webflux;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One end point a way of streaming. */
@RestController
public class StreamController {

  private static final long TIMEOUT_MS = 300;

  /** Else the connection is cut before the last event is written, at times. */
  private static final long AFTER_THE_LAST_MS = 200;

  private final Observations observations;
  private final Flux<String> shared;

  StreamController(Observations observations) {
    this.observations = observations;
    this.shared = observations.watched("twice", Pace.events(3, 0, 10));
  }

  /** Some events. */
  @GetMapping(path = "/sse/flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> flux(
      @RequestParam("n") int n,
      @RequestParam(name = "gapMs", defaultValue = "0") long gapMs,
      @RequestParam(name = "firstMs", defaultValue = "0") long firstMs) {
    return observations.watched("flux", Pace.events(n, firstMs, gapMs));
  }

  /** Objects, several lines, comments, names and ids. */
  @GetMapping("/sse/events")
  public Flux<ServerSentEvent<Object>> events() {
    return observations.watched(
        "events",
        Flux.just(
            ServerSentEvent.builder().comment("ping").build(),
            ServerSentEvent.<Object>builder(Map.of("text", "grüße")).build(),
            ServerSentEvent.<Object>builder("line 1\nline 2").id("7").event("note").build(),
            ServerSentEvent.builder().comment("ping").build(),
            ServerSentEvent.<Object>builder("日本語").retry(Duration.ofSeconds(3)).build()));
  }

  /** One JSON document a line. */
  @GetMapping(path = "/ndjson", produces = "application/x-ndjson")
  public Flux<Map<String, Object>> ndjson(@RequestParam("n") int n) {
    return observations.watched("ndjson", Flux.range(0, n).map(i -> Map.of("line", i)));
  }

  /** The same by its older name. */
  @GetMapping(path = "/stream-json", produces = "application/stream+json")
  public Flux<Map<String, Object>> streamJson(@RequestParam("n") int n) {
    return observations.watched("stream-json", Flux.range(0, n).map(i -> Map.of("line", i)));
  }

  /** Two events, then the application gives up. */
  @GetMapping(path = "/sse/error", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> error() {
    return observations.watched(
        "error",
        Pace.events(2, 0, 10)
            .concatWith(
                Mono.<String>error(() -> new IllegalStateException("no more answers"))
                    .delaySubscription(Duration.ofMillis(AFTER_THE_LAST_MS))));
  }

  /** It gives up before it has said anything. */
  @GetMapping(path = "/sse/error-first", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> errorFirst() {
    return observations.watched(
        "error-first", Flux.error(() -> new IllegalStateException("no answer")));
  }

  /** Nothing but the end. */
  @GetMapping(path = "/sse/empty", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> empty() {
    return observations.watched("empty", Flux.empty());
  }

  /** Events until the reader has gone. */
  @GetMapping(path = "/sse/endless", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> endless(@RequestParam("gapMs") long gapMs) {
    return observations.watched("endless", Pace.endless(gapMs));
  }

  /** One event, then nothing for ever. */
  @GetMapping(path = "/sse/never", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> never() {
    return observations.watched("never", Flux.just("one").concatWith(Flux.never()));
  }

  /** Large events, then nothing for ever. */
  @GetMapping(path = "/sse/held", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> held(@RequestParam("n") int n, @RequestParam("bytes") int bytes) {
    return Flux.range(0, n).map(i -> "x".repeat(bytes)).concatWith(Flux.never());
  }

  /** Nothing at all, for ever. */
  @GetMapping(path = "/sse/never-first", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> neverFirst() {
    return observations.watched("never-first", Flux.never());
  }

  /** One event, then the application waits for the next one until its own deadline. */
  @GetMapping(path = "/sse/timeout", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> timeout() {
    return observations.watched(
        "timeout",
        Flux.just("one").concatWith(Flux.<String>never()).timeout(Duration.ofMillis(TIMEOUT_MS)));
  }

  /** One cold publisher for every request. */
  @GetMapping(path = "/sse/twice", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> twice() {
    return shared;
  }

  /** No stream. */
  @GetMapping("/mono-json")
  public Mono<Map<String, Object>> monoJson() {
    return Mono.just(Map.of("answer", 42));
  }

  /** Used heap after a collection, bytes. */
  @GetMapping("/heap")
  public Mono<Long> heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return Mono.just(runtime.totalMemory() - runtime.freeMemory());
  }
}
