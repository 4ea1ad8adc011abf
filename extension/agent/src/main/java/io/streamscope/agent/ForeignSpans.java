/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.streamscope.http.ForeignClientSpans;
import io.streamscope.llm.ForeignModelSpans;

/** Which spans others make for what we see, too: calls to models, requests over HTTP. */
final class ForeignSpans {

  private static final String OUR_SCOPES = "io.streamscope";
  private static final String AGENTS_SCOPES = "io.opentelemetry.";
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");

  private ForeignSpans() {}

  /** A span has started, in a context. */
  static void started(Context parent, ReadWriteSpan span) {
    String scope = span.getInstrumentationScopeInfo().getName();
    if (scope.startsWith(OUR_SCOPES)) {
      return;
    }
    ForeignModelCalls.started(scope, parent, span);
    if (span.getKind() == SpanKind.CLIENT && !scope.startsWith(AGENTS_SCOPES)) {
      String method = span.getAttribute(METHOD);
      String url = span.getAttribute(URL);
      if (method != null && url != null) {
        ForeignClientSpans.started(span.getSpanContext(), span.getParentSpanContext(), method, url);
      }
    }
  }

  /** A span is about to end, and may still be written to. */
  static void ending(SpanContext span) {
    ForeignModelSpans.ending(span);
  }

  /** A span has ended. */
  static void ended(SpanContext span) {
    ForeignModelSpans.ended(span);
    ForeignClientSpans.ended(span);
  }
}
