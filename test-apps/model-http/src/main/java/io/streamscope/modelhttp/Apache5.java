/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.IOException;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/** Apache HttpClient 5, classic: the caller reads. */
final class Apache5 implements ModelClient {
  private final CloseableHttpClient client = HttpClients.custom().disableAutomaticRetries().build();

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CLOSES, Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    HttpPost request = new HttpPost(ask.url());
    ask.headers().forEach(request::setHeader);
    request.setEntity(
        ask.once()
            ? new InputStreamEntity(ask.stream(), ContentType.APPLICATION_JSON)
            : new ByteArrayEntity(ask.body(), ContentType.APPLICATION_JSON));
    CloseableHttpResponse response = client.execute(request);
    HttpEntity entity = response.getEntity();
    Header retryAfter = response.getFirstHeader("Retry-After");
    reading.status(
        response.getCode(),
        entity.getContentType(),
        retryAfter == null ? null : retryAfter.getValue());
    if (reading.lines(entity.getContent())) {
      reading.ended();
      response.close();
    } else {
      close(request, response);
      reading.closed();
    }
  }

  private static void close(HttpPost request, CloseableHttpResponse response) {
    request.cancel(); // first: to close a body that has more to come is to read it to its end
    try {
      response.close();
    } catch (IOException cut) {
      // that the body has been cut is what was wanted
    }
  }
}
