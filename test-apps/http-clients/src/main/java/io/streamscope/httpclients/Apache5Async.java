/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 5, asynchronous: it calls a consumer with the bytes. */
final class Apache5Async implements StreamingClient {

  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom().disableAutomaticRetries().build();

  Apache5Async() {
    client.start();
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.PUSHES,
        Trait.CANCELS_IN_CALLBACK,
        Trait.TARGETS,
        Trait.READ_TIMEOUT,
        Trait.HEADERS_TIMEOUT,
        Trait.CLOSES_ELSEWHERE,
        Trait.ANY_TYPE);
  }

  @Override
  public void read(Ask ask, Reading reading) {
    AsyncRequestBuilder request =
        AsyncRequestBuilder.get(ask.url()).addHeader("Accept", Ask.ACCEPT);
    if (ask.lastEventId() != null) {
      request.addHeader("Last-Event-ID", ask.lastEventId());
    }
    Consumer consumer = new Consumer(reading);
    consumer.future.complete(execute(request.build(), ask, consumer, new Told(reading)));
    reading.awaitPushed(consumer::cancel);
  }

  private Future<Void> execute(
      AsyncRequestProducer request, Ask ask, Consumer consumer, FutureCallback<Void> told) {
    HttpClientContext context = HttpClientContext.create();
    context.setRequestConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.ofMilliseconds(ask.timeout().toMillis()))
            .build());
    if (!ask.url().endsWith("&target")) {
      return client.execute(request, consumer, context, told);
    }
    URI uri = URI.create(ask.url());
    HttpHost target = new HttpHost(uri.getHost(), uri.getPort());
    return client.execute(target, request, consumer, null, context, told);
  }

  private static final class Consumer extends ApacheBytes {

    private final Reading reading;
    private final LineDecoder decoder;
    private final CompletableFuture<Future<Void>> future = new CompletableFuture<>();

    Consumer(Reading reading) {
      this.reading = reading;
      this.decoder = new LineDecoder(reading::line);
    }

    void cancel() {
      future.join().cancel(true);
    }

    @Override
    protected void start(HttpResponse response, @Nullable ContentType type) {
      reading.status(response.getCode(), String.valueOf(type));
      reading.open(this::cancel);
    }

    @Override
    protected void data(ByteBuffer source, boolean last) {
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      if (!decoder.feed(bytes, 0, bytes.length)) {
        cancel();
        reading.closed();
      }
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
      reading.text("told that it is cancelled");
    }
  }
}
