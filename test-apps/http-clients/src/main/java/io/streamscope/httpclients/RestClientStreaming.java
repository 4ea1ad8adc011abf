/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.web.client.RestClient;

/** Spring's {@code RestClient}. */
final class RestClientStreaming implements StreamingClient {

  private final SpringFactories factories;

  RestClientStreaming(SpringFactories factories) {
    this.factories = factories;
  }

  @Override
  public Set<Trait> traits() {
    return factories.traits();
  }

  @Override
  public void read(Ask ask, Reading reading) {
    RestClient.builder()
        .requestFactory(factories.factory().apply(ask))
        .build()
        .get()
        .uri(URI.create(ask.url()))
        .headers(headers -> SpringFactories.headers(ask, headers))
        .exchange(
            (request, response) -> {
              try {
                SpringFactories.read(response, reading);
                return "read";
              } catch (IOException | RuntimeException failure) {
                throw failure;
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            });
  }
}
