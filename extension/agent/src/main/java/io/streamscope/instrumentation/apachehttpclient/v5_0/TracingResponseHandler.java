/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v5_0;

import static io.streamscope.instrumentation.apachehttpclient.v5_0.ApacheHttpClientStreamSingletons.bodies;

import io.streamscope.http.InboundBody;
import java.io.IOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.jspecify.annotations.Nullable;

/**
 * Before the application's handler: when it throws, the client closes the response without a word
 * about why.
 *
 * @param <T> what the response becomes
 */
public final class TracingResponseHandler<T> implements HttpClientResponseHandler<T> {

  private final HttpClientResponseHandler<T> delegate;

  private TracingResponseHandler(HttpClientResponseHandler<T> delegate) {
    this.delegate = delegate;
  }

  /** The handler to use instead of the application's. */
  public static @Nullable HttpClientResponseHandler<?> of(
      @Nullable HttpClientResponseHandler<?> handler) {
    return handler == null ? null : new TracingResponseHandler<>(handler);
  }

  @Override
  public T handleResponse(ClassicHttpResponse response) throws HttpException, IOException {
    try {
      return delegate.handleResponse(response);
    } catch (Throwable t) {
      failed(response, t);
      throw t;
    }
  }

  private static void failed(ClassicHttpResponse response, Throwable thrown) {
    InboundBody body =
        response instanceof CloseableHttpResponse closeable ? bodies().get(closeable) : null;
    if (body != null) {
      body.failed(thrown);
    }
  }
}
