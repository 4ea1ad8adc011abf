/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import io.streamscope.llm.ForeignCall;
import io.streamscope.llm.ForeignCall.Maker;
import io.streamscope.llm.ForeignModelSpans;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.SpanReader;
import java.util.Set;

/** Knows spans of others as the agent side does: those of two scopes. */
final class ForeignSpans implements ExtendedSpanProcessor {

  /** Of somebody who records metrics of his calls. */
  static final String COUNTED = "counted";

  /** Of somebody who does not. */
  static final String UNCOUNTED = "uncounted";

  static final SpanReader READER = new Reader();

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    String scope = span.getInstrumentationScopeInfo().getName();
    if (scope.equals(COUNTED) || scope.equals(UNCOUNTED)) {
      ForeignModelSpans.started(
          ForeignCall.of(
              span,
              READER,
              span.getAttribute(GenAiAttributes.OPERATION_NAME),
              new Maker(scope.equals(COUNTED), false, Set.of())));
    } else if (span.getKind() == SpanKind.CLIENT && !scope.startsWith("io.streamscope")) {
      ForeignModelSpans.carried(span.getSpanContext(), parent);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    ForeignModelSpans.ending(span.getSpanContext());
  }

  @Override
  public boolean isOnEndingRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    ForeignModelSpans.ended(span.getSpanContext());
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  private static final class Reader implements SpanReader {

    @Override
    public <T> T attribute(Span span, AttributeKey<T> key) {
      return span instanceof ReadableSpan readable ? readable.getAttribute(key) : null;
    }
  }
}
