/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.streamscope.http.ClientSpan;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.websocket.Handshake;

/** Tells the call that is being issued which CLIENT span the agent has started for it. */
final class ClientSpanListener implements OperationListener {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");

  /** A span of a call to a model is none of its request, whatever it says of that. */
  @Override
  public Context onStart(Context context, Attributes startAttributes, long startNanos) {
    if (startAttributes.get(GenAiAttributes.OPERATION_NAME) != null) {
      return context;
    }
    SpanContext parent =
        Span.fromContext(context) instanceof ReadableSpan span ? span.getParentSpanContext() : null;
    Handshake.clientSpanStarted(context);
    return ClientSpan.started(
        context, parent, startAttributes.get(METHOD), startAttributes.get(URL));
  }

  @Override
  public void onEnd(Context context, Attributes endAttributes, long endNanos) {}
}
