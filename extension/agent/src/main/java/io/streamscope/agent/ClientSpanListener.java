/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;
import io.streamscope.http.InboundCall;

/** Tells the call that is being issued which CLIENT span the agent has started for it. */
final class ClientSpanListener implements OperationListener {

  @Override
  public Context onStart(Context context, Attributes startAttributes, long startNanos) {
    InboundCall.clientSpanStarted(context);
    return context;
  }

  @Override
  public void onEnd(Context context, Attributes endAttributes, long endNanos) {}
}
