/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.Set;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 4. */
final class Apache4 implements ModelClient {
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
        ask.once() ? new InputStreamEntity(ask.stream()) : new ByteArrayEntity(ask.body()));
    try (CloseableHttpResponse response = client.execute(request)) {
      HttpEntity entity = response.getEntity();
      reading.status(
          response.getStatusLine().getStatusCode(),
          value(entity.getContentType()),
          value(response.getFirstHeader("Retry-After")));
      if (reading.lines(entity.getContent())) {
        reading.ended();
      } else {
        request.abort(); // to close a body that has more to come is to read it to its end
      }
    }
    if (reading.isEnough()) {
      reading.closed();
    }
  }

  private static @Nullable String value(@Nullable Header header) {
    return header == null ? null : header.getValue();
  }
}
