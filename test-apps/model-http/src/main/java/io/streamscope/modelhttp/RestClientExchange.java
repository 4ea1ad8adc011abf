/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring's {@code RestClient} on the JDK's client. */
final class RestClientExchange implements ModelClient {
  private final RestClient client =
      RestClient.builder()
          .requestFactory(new JdkClientHttpRequestFactory(JdkRequests.client()))
          .build();

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CLOSES, Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) {
    RestClient.RequestBodySpec request =
        client
            .post()
            .uri(URI.create(ask.url()))
            .headers(headers -> ask.headers().forEach(headers::set));
    RestClient.RequestBodySpec whole =
        ask.once() ? request.body(out -> ask.stream().transferTo(out)) : request.body(ask.body());
    if (ask.streamed()) {
      whole.exchange((asked, response) -> read(response, reading));
    } else {
      ResponseEntity<String> entity = whole.retrieve().toEntity(String.class);
      status(reading, entity.getStatusCode().value(), entity.getHeaders());
      reading.text(String.valueOf(entity.getBody()));
      reading.ended();
    }
  }

  private static boolean read(ClientHttpResponse response, Reading reading) throws IOException {
    status(reading, response.getStatusCode().value(), response.getHeaders());
    boolean toItsEnd = reading.lines(response.getBody());
    if (toItsEnd) {
      reading.ended();
    } else {
      response.getBody().close();
      reading.closed();
    }
    return toItsEnd;
  }

  private static void status(Reading reading, int status, HttpHeaders headers) {
    reading.status(status, headers.getFirst("Content-Type"), headers.getFirst("Retry-After"));
  }
}
