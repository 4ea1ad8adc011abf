/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;

/** Reactor Netty's {@code HttpClient}, one piece of the body at a time. */
final class ReactorNetty implements StreamingClient {

  @Override
  public Set<Trait> traits() {
    return traitsOfReactive();
  }

  static Set<Trait> traitsOfReactive() {
    return Set.of(
        Trait.PUSHES,
        Trait.CANCELS_FOR_A_FAILURE,
        Trait.COLD,
        Trait.CANCELS_IN_CALLBACK,
        Trait.READ_TIMEOUT,
        Trait.HEADERS_TIMEOUT,
        Trait.CLOSES_ELSEWHERE,
        Trait.GZIP,
        Trait.ANY_TYPE);
  }

  /** A client that decodes and has the deadline of a request. */
  static HttpClient client(Ask ask) {
    return HttpClient.create().compress(true).responseTimeout(ask.timeout());
  }

  @Override
  public void read(Ask ask, Reading reading) {
    LineDecoder decoder = new LineDecoder(reading::line);
    ReactiveSubscriber<byte[]> subscriber =
        new ReactiveSubscriber<>(reading, 1, bytes -> decoder.feed(bytes, 0, bytes.length));
    Flux<byte[]> cold =
        client(ask)
            .headers(
                headers -> {
                  headers.set("Accept", Ask.ACCEPT);
                  if (ask.lastEventId() != null) {
                    headers.set("Last-Event-ID", ask.lastEventId());
                  }
                })
            .get()
            .uri(ask.url())
            .response(
                (response, body) -> {
                  reading.status(
                      response.status().code(), response.responseHeaders().get("Content-Type"));
                  return body.asByteArray();
                });
    ask.awaitSubscription();
    cold.subscribe(subscriber);
    reading.awaitPushed(subscriber::stop);
  }
}
