/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v4_5;

import static io.streamscope.instrumentation.apachehttpclient.v4_5.ApacheHttpClientStreamSingletons.bodies;

import io.streamscope.http.InboundBody;
import java.io.IOException;
import org.apache.http.HttpResponse;
import org.apache.http.client.ResponseHandler;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Before the application's handler: when it throws, the client closes the response without a word
 * about why.
 *
 * @param <T> what the response becomes
 */
public final class TracingResponseHandler<T> implements ResponseHandler<T> {

  private final ResponseHandler<T> delegate;

  private TracingResponseHandler(ResponseHandler<T> delegate) {
    this.delegate = delegate;
  }

  /** The handler to use instead of the application's. */
  public static @Nullable ResponseHandler<?> of(@Nullable ResponseHandler<?> handler) {
    return handler == null ? null : new TracingResponseHandler<>(handler);
  }

  @Override
  public T handleResponse(HttpResponse response) throws IOException {
    try {
      return delegate.handleResponse(response);
    } catch (Throwable t) {
      failed(response, t);
      throw t;
    }
  }

  private static void failed(HttpResponse response, Throwable thrown) {
    InboundBody body =
        response instanceof CloseableHttpResponse closeable ? bodies().get(closeable) : null;
    if (body != null) {
      body.failed(thrown);
    }
  }
}
