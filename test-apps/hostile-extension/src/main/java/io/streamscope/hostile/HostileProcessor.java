/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.hostile;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Throws at the end of every span of ours. What exports spans comes before it. */
final class HostileProcessor implements SpanProcessor {

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getInstrumentationScopeInfo().getName().startsWith("io.streamscope.")) {
      throw new IllegalStateException("a span processor of the user's");
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
