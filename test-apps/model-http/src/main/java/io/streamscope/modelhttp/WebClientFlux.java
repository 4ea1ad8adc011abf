/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.net.URI;
import java.util.Set;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Spring's {@code WebClient} on Reactor Netty. */
final class WebClientFlux implements ModelClient {
  private static final int PIECE = 1024;
  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
      new ParameterizedTypeReference<>() {};

  private final WebClient client =
      WebClient.builder().clientConnector(new ReactorClientHttpConnector()).build();

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CLOSES, Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    client
        .post()
        .uri(URI.create(ask.url()))
        .headers(headers -> ask.headers().forEach(headers::set))
        .body(body(ask))
        .exchangeToFlux(response -> elements(response, ask, reading))
        .subscribe(new Subscriber(reading));
    reading.await();
  }

  private static BodyInserter<?, ReactiveHttpOutputMessage> body(Ask ask) {
    if (!ask.once()) {
      return BodyInserters.fromValue(ask.body());
    }
    Flux<DataBuffer> pieces =
        DataBufferUtils.readInputStream(
            ask::stream, DefaultDataBufferFactory.sharedInstance, PIECE);
    return BodyInserters.fromDataBuffers(pieces);
  }

  private static Flux<Object> elements(ClientResponse response, Ask ask, Reading reading) {
    MediaType type = response.headers().contentType().orElse(MediaType.ALL);
    reading.status(
        status(response),
        type.toString(),
        response.headers().asHttpHeaders().getFirst("Retry-After"));
    if (!ask.streamed() || !type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM)) {
      return response.bodyToFlux(String.class).cast(Object.class);
    }
    return response.bodyToFlux(EVENT).cast(Object.class);
  }

  /** The type of the status is another one in every major version of Spring. */
  private static int status(ClientResponse response) {
    try {
      Object status = ClientResponse.class.getMethod("statusCode").invoke(response);
      return Integer.parseInt(String.valueOf(status).substring(0, 3));
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static final class Subscriber extends BaseSubscriber<Object> {
    private final Reading reading;

    Subscriber(Reading reading) {
      this.reading = reading;
    }

    @Override
    protected void hookOnNext(Object element) {
      boolean hadEnough = reading.isEnough();
      if (!take(element) && !hadEnough) {
        cancel();
        reading.closed();
      }
    }

    private boolean take(Object element) {
      if (element instanceof ServerSentEvent<?> event) {
        return event.data() == null || reading.event(event.event(), String.valueOf(event.data()));
      }
      return reading.line(String.valueOf(element));
    }

    @Override
    protected void hookOnComplete() {
      reading.ended();
    }

    @Override
    protected void hookOnError(Throwable failure) {
      reading.failed(failure);
    }
  }
}
