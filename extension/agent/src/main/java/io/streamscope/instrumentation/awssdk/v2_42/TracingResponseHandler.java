/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.awssdk.v2_42;

import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** Before the SDK's handler: sees what the HTTP client tells it, in the same order. */
final class TracingResponseHandler implements SdkAsyncHttpResponseHandler {

  private final SdkAsyncHttpResponseHandler delegate;
  private final InboundCall call;
  private volatile @Nullable InboundBody body;

  TracingResponseHandler(SdkAsyncHttpResponseHandler delegate, InboundCall call) {
    this.delegate = delegate;
    this.call = call;
  }

  @Override
  public void onHeaders(SdkHttpResponse headers) {
    if (headers != null) {
      body =
          call.answered(
              headers.statusCode(),
              headers.firstMatchingHeader("Content-Type").orElse(null),
              headers.firstMatchingHeader("Content-Encoding").orElse(null));
    }
    delegate.onHeaders(headers);
  }

  @Override
  public void onStream(Publisher<ByteBuffer> stream) {
    InboundBody answer = body;
    delegate.onStream(
        answer == null || stream == null ? stream : new TracingPublisher(stream, answer));
  }

  @Override
  public void onError(Throwable error) {
    if (isGivenUp(error)) {
      call.givenUp();
    }
    InboundBody answer = body;
    if (answer != null) {
      answer.failed(error);
    } else {
      call.failed(error);
    }
    delegate.onError(error);
  }

  /** The application has cancelled its future: the client wraps what it was told. */
  private static boolean isGivenUp(Throwable error) {
    Throwable link = error;
    for (int depth = 0; link != null && depth < 8; depth++) {
      if (link instanceof CancellationException) {
        return true;
      }
      link = link.getCause();
    }
    return false;
  }
}
