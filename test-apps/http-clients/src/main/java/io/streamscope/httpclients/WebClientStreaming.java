/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Spring's {@code WebClient}: typed events, or lines of other types. */
final class WebClientStreaming implements StreamingClient {

  private final Function<Ask, ClientHttpConnector> connectors;
  private final Set<Trait> traits;

  private WebClientStreaming(Function<Ask, ClientHttpConnector> connectors, Set<Trait> traits) {
    this.connectors = connectors;
    this.traits = traits;
  }

  static WebClientStreaming onReactorNetty() {
    Set<Trait> traits = EnumSet.copyOf(ReactorNetty.traitsOfReactive());
    traits.add(Trait.FILTERS);
    return new WebClientStreaming(
        ask -> new ReactorClientHttpConnector(ReactorNetty.client(ask)), traits);
  }

  /** Two clients in one: Spring's, and the one that does its work, know of the same request. */
  static WebClientStreaming onApache() {
    HttpComponentsClientHttpConnector connector = new HttpComponentsClientHttpConnector();
    return new WebClientStreaming(
        ask -> connector,
        EnumSet.of(
            Trait.PUSHES,
            Trait.CANCELS_FOR_A_FAILURE,
            Trait.COLD,
            Trait.CANCELS_IN_CALLBACK,
            Trait.LOSES_FAILURES,
            Trait.ANY_TYPE));
  }

  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
      new ParameterizedTypeReference<>() {};

  @Override
  public Set<Trait> traits() {
    return traits;
  }

  @Override
  public void read(Ask ask, Reading reading) {
    ReactiveSubscriber<Object> subscriber =
        new ReactiveSubscriber<>(reading, Long.MAX_VALUE, element -> take(reading, element));
    Flux<Object> cold =
        WebClient.builder()
            .clientConnector(connectors.apply(ask))
            .filter((request, next) -> first(ask).then(next.exchange(request)))
            .build()
            .get()
            .uri(URI.create(ask.url()))
            .headers(
                headers -> {
                  headers.set("Accept", Ask.ACCEPT);
                  if (ask.lastEventId() != null) {
                    headers.set("Last-Event-ID", ask.lastEventId());
                  }
                })
            .exchangeToFlux(response -> elements(response, reading));
    ask.awaitSubscription();
    cold.subscribe(subscriber);
    reading.awaitPushed(subscriber::stop);
  }

  /** A filter asks for a token before the request. */
  private static Mono<Void> first(Ask ask) {
    String before = ask.before();
    return before == null
        ? Mono.empty()
        : WebClient.create()
            .get()
            .uri(URI.create(before))
            .retrieve()
            .bodyToMono(String.class)
            .then();
  }

  private static Flux<Object> elements(ClientResponse response, Reading reading) {
    MediaType type = response.headers().contentType().orElse(MediaType.ALL);
    reading.status(status(response), type.toString());
    return type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM)
        ? response.bodyToFlux(EVENT).cast(Object.class)
        : response.bodyToFlux(String.class).cast(Object.class);
  }

  /** The type of the status is another one in every major version of Spring. */
  private static int status(ClientResponse response) {
    try {
      Object status = ClientResponse.class.getMethod("statusCode").invoke(response);
      return Integer.parseInt(status.toString().substring(0, 3));
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static boolean take(Reading reading, Object element) {
    if (!(element instanceof ServerSentEvent<?> event)) {
      return reading.line((String) element);
    }
    if (event.comment() != null) {
      reading.comment(event.comment());
    }
    return event.data() == null || reading.event(event.id(), (String) event.data());
  }
}
