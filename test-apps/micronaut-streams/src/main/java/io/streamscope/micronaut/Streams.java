/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.micronaut;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Every way in which a controller streams. */
@Controller
public class Streams {

  /** Else the connection is cut before the last event is written, at times. */
  private static final int AFTER_THE_LAST_MS = 200;

  private static final String SSE = "text/event-stream";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Observations observations;

  /** Created by Micronaut. */
  public Streams(Observations observations) {
    this.observations = observations;
  }

  /** Events with a time before the first and a time between them. */
  @Get(value = "/sse", produces = SSE)
  public Publisher<Event<String>> events(
      @QueryValue(defaultValue = "1") int n,
      @QueryValue(defaultValue = "0") long firstMs,
      @QueryValue(defaultValue = "0") long gapMs) {
    return watched(numbers(n, firstMs, gapMs).map(i -> Event.of("event " + i)));
  }

  /** Events of every kind. */
  @Get(value = "/sse/rich", produces = SSE)
  public Publisher<Event<String>> rich() {
    return watched(
        Flux.just(
            Event.of("one").id("1").name("greeting").comment("first"),
            Event.of("two\nlines").retry(Duration.ofSeconds(3)),
            Event.of("")));
  }

  /** One JSON document a line. */
  @Get(value = "/ndjson", produces = "application/x-ndjson")
  public Publisher<String> lines(@QueryValue(defaultValue = "1") int n) {
    return watched(numbers(n, 0, 5).map(i -> "{\"line\":" + i + "}\n"));
  }

  /** A failure in the middle. */
  @Get(value = "/sse/error", produces = SSE)
  public Publisher<Event<String>> failing(@QueryValue(defaultValue = "2") int n) {
    return watched(
        Flux.concat(
            numbers(n, 0, 5).map(i -> Event.of("event " + i)),
            Flux.<Event<String>>error(new IllegalStateException("no more answers"))
                .delaySubscription(Duration.ofMillis(AFTER_THE_LAST_MS))));
  }

  /** Events until the reader has gone. */
  @Get(value = "/sse/endless", produces = SSE)
  public Publisher<Event<String>> endless(@QueryValue(defaultValue = "10") long gapMs) {
    return watched(
        Flux.interval(Duration.ofMillis(gapMs))
            .onBackpressureDrop()
            .map(i -> Event.of("event " + i)));
  }

  /** One event, and then nothing. */
  @Get(value = "/sse/never", produces = SSE)
  public Publisher<Event<String>> never() {
    return watched(Flux.concat(Flux.just(Event.of("event 0")), Flux.never()));
  }

  /** Reads a stream elsewhere and writes its events on. */
  @Get(value = "/relay", produces = SSE)
  public Publisher<Event<String>> relay(@QueryValue String url) {
    return watched(
        Flux.using(() -> read(URI.create(url)), Flux::fromStream, Stream::close)
            .subscribeOn(Schedulers.boundedElastic())
            .filter(line -> line.startsWith("data: "))
            .map(line -> Event.of(line.substring("data: ".length()))));
  }

  private Stream<String> read(URI source) throws IOException {
    try {
      return client.send(HttpRequest.newBuilder(source).build(), BodyHandlers.ofLines()).body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  /** A plain document. */
  @Get("/json")
  public String json() {
    return "{\"plain\":true}";
  }

  /** Plain text, word by word. */
  @Get(value = "/text", produces = "text/plain")
  public Publisher<String> text(@QueryValue(defaultValue = "1") int n) {
    return watched(numbers(n, 0, 0).map(i -> "word "));
  }

  private static Flux<Integer> numbers(int n, long firstMs, long gapMs) {
    Flux<Integer> all = Flux.range(0, n);
    Flux<Integer> spaced = gapMs == 0 ? all : all.delayElements(Duration.ofMillis(gapMs));
    return firstMs == 0 ? spaced : spaced.delaySubscription(Duration.ofMillis(firstMs));
  }

  private <T> Flux<T> watched(Flux<T> stream) {
    return stream
        .doOnSubscribe(unused -> observations.saw("subscribed"))
        .doOnCancel(() -> observations.saw("write: cancelled"))
        .doOnError(failure -> observations.saw("onError " + failure))
        .doOnComplete(() -> observations.saw("onComplete"));
  }
}
