/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.util.Set;
import org.apache.http.HttpEntity;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Apache HttpClient 4. */
final class Apache4Streaming implements StreamingClient {

  private final CloseableHttpClient client = HttpClients.createDefault();

  /** The same with something in it that asks for a token. */
  private CloseableHttpClient client(String before) {
    return HttpClients.custom()
        .addInterceptorFirst(
            (HttpRequestInterceptor)
                (request, context) -> {
                  try (CloseableHttpResponse token = client.execute(new HttpGet(before))) {
                    EntityUtils.consume(token.getEntity());
                  }
                })
        .build();
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.PULLS,
        Trait.READ_TIMEOUT,
        Trait.HEADERS_TIMEOUT,
        Trait.CLOSES_ELSEWHERE,
        Trait.GZIP,
        Trait.ANY_TYPE,
        Trait.FILTERS,
        Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    HttpGet request = new HttpGet(ask.url());
    request.setConfig(
        RequestConfig.custom().setSocketTimeout((int) ask.timeout().toMillis()).build());
    request.setHeader("Accept", Ask.ACCEPT);
    if (ask.lastEventId() != null) {
      request.setHeader("Last-Event-ID", ask.lastEventId());
    }
    String before = ask.before();
    CloseableHttpResponse response = (before == null ? client : client(before)).execute(request);
    HttpEntity entity = response.getEntity();
    reading.status(response.getStatusLine().getStatusCode(), entity.getContentType().getValue());
    Pull.bytes(reading, entity.getContent(), response, response::close);
  }
}
