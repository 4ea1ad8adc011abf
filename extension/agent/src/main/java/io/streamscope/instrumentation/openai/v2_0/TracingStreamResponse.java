/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import com.openai.core.http.StreamResponse;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Sits inside the client's stream, where elements are still the text of the events. Sees what the
 * application pulls, when it closes, and when it forgets to.
 */
final class TracingStreamResponse<T> implements StreamResponse<T> {

  private final StreamResponse<T> delegate;
  private final OpenAiCall call;

  TracingStreamResponse(StreamResponse<T> delegate, OpenAiCall call) {
    this.delegate = delegate;
    this.call = call;
  }

  @Override
  public Stream<T> stream() {
    Stream<T> original = delegate.stream();
    TracingSpliterator<T> elements = new TracingSpliterator<>(original.spliterator(), call);
    return StreamSupport.stream(elements, original.isParallel()).onClose(original::close);
  }

  @Override
  public void close() {
    call.call().closed();
    delegate.close();
  }
}
