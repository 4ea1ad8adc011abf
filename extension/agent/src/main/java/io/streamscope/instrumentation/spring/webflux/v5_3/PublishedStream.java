/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webflux.v5_3;

import static io.streamscope.instrumentation.spring.webflux.v5_3.SpringWebFluxStreamSingletons.requests;
import static io.streamscope.instrumentation.spring.webflux.v5_3.SpringWebFluxStreamSingletons.streams;
import static io.streamscope.instrumentation.spring.webflux.v5_3.SpringWebFluxStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.HttpAnswer;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ChannelSendOperator;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;

/**
 * A publisher that answers a request, from its subscription to its end. The server that writes what
 * it publishes begins the stream with the headers, and counts.
 */
public final class PublishedStream {

  private final Context request;
  private final StreamProtocol protocol;
  private volatile @Nullable HttpAnswer answer;
  private volatile @Nullable Throwable failure;
  private volatile boolean handedOver;

  private PublishedStream(Context request, StreamProtocol protocol) {
    this.request = request;
    this.protocol = protocol;
  }

  /** A server makes the response of a request; its SERVER span is current. */
  public static void begin(AbstractServerHttpResponse response) {
    requests().set(response, Context.current());
  }

  /** The response will be written when somebody subscribes; its headers are known. */
  public static void assembled(AbstractServerHttpResponse response, Mono<Void> written) {
    StreamProtocol protocol =
        StreamProtocol.ofContentType(response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
    Context request = requests().get(response);
    if (protocol == StreamProtocol.CHUNKED || request == null) {
      return;
    }
    ChannelSendOperator<?> operator = operator(written);
    if (operator != null) {
      streams().set(operator, new PublishedStream(request, protocol));
    }
  }

  /** Null if the publisher is a single value: then Spring writes it in another way. */
  private static @Nullable ChannelSendOperator<?> operator(Mono<Void> written) {
    return Scannable.from(written)
        .parents()
        .filter(ChannelSendOperator.class::isInstance)
        .map(parent -> (ChannelSendOperator<?>) parent)
        .findFirst()
        .orElse(null);
  }

  /** The server is about to subscribe to the publisher. */
  public static void subscribing(ChannelSendOperator<?> operator) {
    PublishedStream published = streams().get(operator);
    if (published != null) {
      published.failure = null;
      published.handedOver = false;
      published.answer = telemetry().announce(published.request, published.protocol, false);
    }
  }

  /** The publisher has failed; what it published before may still have to be written. */
  public static void failed(ChannelSendOperator<?> operator, Throwable failure) {
    PublishedStream published = streams().get(operator);
    if (published != null) {
      published.failure = failure;
    }
  }

  /** All has been written, or could not be. */
  public static void written(ChannelSendOperator<?> operator, @Nullable Throwable failure) {
    PublishedStream published = streams().get(operator);
    if (published != null) {
      published.ended(failure, failure instanceof IOException);
    }
  }

  /** The server does not want the rest: nobody reads it any more. */
  public static void cancelled(ChannelSendOperator<?> operator) {
    PublishedStream published = streams().get(operator);
    if (published != null) {
      published.ended(null, true);
    }
  }

  private void ended(@Nullable Throwable writeFailure, boolean readerGone) {
    HttpAnswer given = answer;
    if (given == null || handedOver) {
      return;
    }
    Throwable cause = failure == null && !readerGone ? writeFailure : failure;
    if (cause != null) {
      failed(given.stream(), cause);
    } else if (readerGone) {
      telemetry().readerGone(given);
    } else {
      handedOver = true; // what comes after, a cancellation for one, is tidying up
      given.handedOver();
    }
  }

  /** What fails before the headers is answered in another way. */
  private static void failed(@Nullable StreamSpan open, Throwable cause) {
    if (open != null) {
      open.fail(cause);
    }
  }
}
