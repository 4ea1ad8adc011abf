/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.IOException;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient 5, classic: the caller reads. */
final class Apache5Streaming implements StreamingClient {

  private final CloseableHttpClient client = HttpClients.custom().disableAutomaticRetries().build();

  /** The same with something in it that asks for a token. */
  private CloseableHttpClient client(String before) {
    return HttpClients.custom()
        .disableAutomaticRetries()
        .addExecInterceptorFirst(
            "token",
            (request, scope, chain) -> {
              try (CloseableHttpResponse token = client.execute(new HttpGet(before))) {
                EntityUtils.consume(token.getEntity());
              }
              return chain.proceed(request, scope);
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
        RequestConfig.custom()
            .setResponseTimeout(Timeout.ofMilliseconds(ask.timeout().toMillis()))
            .build());
    request.setHeader("Accept", Ask.ACCEPT);
    if (ask.lastEventId() != null) {
      request.setHeader("Last-Event-ID", ask.lastEventId());
    }
    String before = ask.before();
    CloseableHttpResponse response = (before == null ? client : client(before)).execute(request);
    HttpEntity entity = response.getEntity();
    reading.status(response.getCode(), entity.getContentType());
    Pull.bytes(reading, entity.getContent(), response, () -> close(request, response));
  }

  private static void close(HttpGet request, CloseableHttpResponse response) {
    request.cancel(); // first: to close a body that has more to come is to read it to its end
    try {
      response.close();
    } catch (IOException cut) {
      // that the body has been cut is what was wanted, or has been told already
    }
  }
}
