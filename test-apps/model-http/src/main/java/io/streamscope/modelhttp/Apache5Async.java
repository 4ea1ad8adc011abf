/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.Set;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 5, asynchronous: it calls a consumer with the bytes. */
final class Apache5Async implements ModelClient {
  private CloseableHttpAsyncClient client = started();

  private static CloseableHttpAsyncClient started() {
    CloseableHttpAsyncClient client = HttpAsyncClients.custom().disableAutomaticRetries().build();
    client.start();
    return client;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CLOSES, Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    AsyncRequestBuilder request = AsyncRequestBuilder.post(ask.url());
    ask.headers().forEach(request::addHeader);
    if (ask.once()) {
      request.setEntity(new ApacheStreamedBody(ask.stream()));
    } else {
      request.setEntity(ask.body(), ContentType.APPLICATION_JSON);
    }
    Future<Void> running =
        client.execute(request.build(), new ApacheLines(reading), new Told(reading));
    reading.await();
    if (reading.isEnough()) {
      running.cancel(true); // not in the callback: it may come before there is what to cancel
      client.close(CloseMode.IMMEDIATE); // old versions only say that they have cancelled
      client = started();
    }
  }

  private record Told(Reading reading) implements FutureCallback<Void> {
    @Override
    public void completed(@Nullable Void nothing) {
      reading.ended();
    }

    @Override
    public void failed(Exception failure) {
      reading.failed(failure);
    }

    @Override
    public void cancelled() {
      // by whom, the reading knows
    }
  }
}
