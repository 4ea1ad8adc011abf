/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.InputStream;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

/**
 * What Spring's blocking clients stand on.
 *
 * @param traits of a client on it
 * @param factory for the timeouts of a request
 */
record SpringFactories(Set<Trait> traits, Function<Ask, ClientHttpRequestFactory> factory) {

  /** The JDK's client. */
  static SpringFactories jdk() {
    java.net.http.HttpClient client = JdkRequests.client();
    return new SpringFactories(
        JdkRequests.traits(
            Trait.PULLS, Trait.READ_TIMEOUT, Trait.DEADLINE_CLOSES, Trait.AGENT_CHANGES_MESSAGES),
        ask -> {
          JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
          factory.setReadTimeout(ask.timeout());
          return factory;
        });
  }

  /** {@code HttpURLConnection}. */
  static SpringFactories urlConnection() {
    return new SpringFactories(
        Set.of(Trait.PULLS, Trait.READ_TIMEOUT, Trait.HEADERS_TIMEOUT, Trait.ANY_TYPE),
        ask -> {
          SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
          factory.setReadTimeout((int) ask.timeout().toMillis());
          return factory;
        });
  }

  static void headers(Ask ask, HttpHeaders headers) {
    headers.set("Accept", Ask.ACCEPT);
    if (ask.lastEventId() != null) {
      headers.set("Last-Event-ID", ask.lastEventId());
    }
  }

  /** Reads within Spring's callback; Spring closes the response after it. */
  static void read(ClientHttpResponse response, Reading reading) throws Exception {
    reading.status(
        response.getStatusCode().value(), response.getHeaders().getFirst("Content-Type"));
    InputStream body = response.getBody();
    Pull.bytes(reading, body, response, body::close);
  }
}
