/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.webflux;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Hands on what another server streams. */
@RestController
public class RelayController {

  private static final String DATA = "data:";

  private final HttpClient jdk = HttpClient.newHttpClient();
  private final WebClient webClient = WebClient.create();
  private final Observations observations;

  RelayController(Observations observations) {
    this.observations = observations;
  }

  /** Read line by line with the JDK's client, which blocks. */
  @GetMapping(path = "/relay", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> relay(@RequestParam("url") String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    Flux<String> lines =
        Mono.fromCallable(() -> jdk.send(request, BodyHandlers.ofLines()).body())
            .flatMapMany(body -> Flux.using(() -> body, Flux::fromStream, Stream::close))
            .filter(line -> line.startsWith(DATA))
            .map(line -> line.substring(DATA.length()).trim())
            .subscribeOn(Schedulers.boundedElastic());
    return observations.watched("relay", lines);
  }

  /** Read with Spring's client, which does not. */
  @GetMapping(path = "/relay-webclient", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<String> relayWebClient(@RequestParam("url") String url) {
    return observations.watched(
        "relay-webclient",
        webClient.get().uri(URI.create(url)).retrieve().bodyToFlux(String.class));
  }
}
