/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResponseErrorHandler;
import org.springframework.web.client.RestTemplate;

/** Spring's {@code RestTemplate}. */
final class RestTemplateStreaming implements StreamingClient {

  private final SpringFactories factories;

  RestTemplateStreaming(SpringFactories factories) {
    this.factories = factories;
  }

  @Override
  public Set<Trait> traits() {
    return factories.traits();
  }

  @Override
  public void read(Ask ask, Reading reading) {
    RestTemplate template = new RestTemplate(factories.factory().apply(ask));
    template.setErrorHandler(new Patient());
    template.execute(
        URI.create(ask.url()),
        HttpMethod.GET,
        request -> SpringFactories.headers(ask, request.getHeaders()),
        response -> {
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

  /** Leaves the body of every status to the application. */
  private static final class Patient implements ResponseErrorHandler {
    @Override
    public boolean hasError(ClientHttpResponse response) {
      return false;
    }
  }
}
