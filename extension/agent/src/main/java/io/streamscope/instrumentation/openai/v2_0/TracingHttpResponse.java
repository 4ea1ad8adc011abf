/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.models.chat.completions.ChatCompletion;
import io.opentelemetry.context.Scope;
import io.streamscope.stream.Guard;
import io.streamscope.wire.TappedInputStream;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response that tells its call when it is parsed, read or closed. Passes everything through. */
final class TracingHttpResponse<T> implements HttpResponseFor<T> {

  private final HttpResponseFor<T> delegate;
  private final OpenAiCall call;
  private volatile boolean parsed;
  private volatile @Nullable InputStream tappedBody;

  TracingHttpResponse(HttpResponseFor<T> delegate, OpenAiCall call) {
    this.delegate = delegate;
    this.call = call;
    call.call().ownedBy(this);
    call.call().answerArrived();
  }

  @Override
  public T parse() {
    parsed = true;
    T result;
    try (Scope ignored = call.context().makeCurrent()) {
      result = delegate.parse();
    } catch (Throwable failure) {
      call.failed(failure);
      throw failure;
    }
    Guard.run(() -> parsed(result));
    return result;
  }

  private void parsed(T result) {
    if (result instanceof ChatCompletion completion) {
      call.call().delta(OpenAiMapper.delta(completion));
    }
    if (call.isStreamTaken()) {
      call.call().disowned(); // from now on the client's own guard watches the stream
    } else {
      call.call().complete();
    }
  }

  @Override
  public InputStream body() {
    InputStream body = delegate.body();
    if (parsed) {
      return body;
    }
    InputStream tapped = tappedBody;
    if (tapped == null) {
      tapped = new TappedInputStream(body, new OpenAiBodyTap(call));
      tappedBody = tapped;
    }
    return tapped;
  }

  @Override
  public int statusCode() {
    return delegate.statusCode();
  }

  @Override
  public Headers headers() {
    return delegate.headers();
  }

  @Override
  public Optional<String> requestId() {
    return delegate.requestId();
  }

  @Override
  public void close() {
    if (!parsed) {
      call.call().closed();
    }
    delegate.close();
  }
}
