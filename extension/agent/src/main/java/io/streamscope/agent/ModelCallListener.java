/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;
import io.streamscope.llm.ForeignCall;
import io.streamscope.llm.ForeignModelSpans;
import io.streamscope.llm.GenAiAttributes;

/**
 * Tells the calls to models of one of the agent's own modules, also those whose spans are not
 * recorded: a span processor never sees them, and the module counts them all the same.
 */
final class ModelCallListener implements OperationListener {

  private final String scope;

  ModelCallListener(String scope) {
    this.scope = scope;
  }

  @Override
  public Context onStart(Context context, Attributes startAttributes, long startNanos) {
    String operation = startAttributes.get(GenAiAttributes.OPERATION_NAME);
    if (operation == null || !ForeignCall.isModelOperation(operation)) {
      return context;
    }
    ForeignCall known = ForeignModelSpans.of(context);
    ForeignCall call =
        known == null ? ForeignModelCalls.call(scope, operation, Span.fromContext(context)) : known;
    return call.travellingIn(context);
  }

  @Override
  public void onEnd(Context context, Attributes endAttributes, long endNanos) {
    ForeignCall.endedIn(context);
  }
}
