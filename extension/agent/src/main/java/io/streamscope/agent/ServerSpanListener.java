/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;
import io.streamscope.correlation.RequestTimeline;

/** Tells the timeline of a request which SERVER span the agent has started for it. */
final class ServerSpanListener implements OperationListener {

  @Override
  public Context onStart(Context context, Attributes startAttributes, long startNanos) {
    RequestTimeline.serverSpanStarted(context);
    return context;
  }

  @Override
  public void onEnd(Context context, Attributes endAttributes, long endNanos) {}
}
