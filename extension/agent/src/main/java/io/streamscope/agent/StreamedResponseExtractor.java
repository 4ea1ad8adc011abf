/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.AttributesExtractor;
import io.streamscope.http.HttpAnswer;
import io.streamscope.stream.StreamAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Marks SERVER spans, and through them {@code http.server.request.duration}, whose response was a
 * stream: how long a reader stays says nothing about latency. The metric shows the mark only to a
 * view that asks for it ({@code docs/latency.md}).
 */
final class StreamedResponseExtractor implements AttributesExtractor<Object, Object> {

  @Override
  public void onStart(AttributesBuilder attributes, Context parentContext, Object request) {}

  @Override
  public void onEnd(
      AttributesBuilder attributes,
      Context context,
      Object request,
      @Nullable Object response,
      @Nullable Throwable error) {
    HttpAnswer answer = HttpAnswer.fromContext(context);
    if (answer != null && answer.isStreamed()) {
      attributes.put(StreamAttributes.STREAMED_RESPONSE, true);
    }
  }
}
