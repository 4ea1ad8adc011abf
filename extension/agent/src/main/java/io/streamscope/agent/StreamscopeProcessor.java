/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import io.streamscope.config.ConfigKey;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.TraceCut;

/**
 * Our place in the agent's SDK, before the processor that exports. Links the traces that begin in
 * callbacks of an old stream with that stream. Tells which spans others make. Learns that the SDK
 * is about to stop, waits for open streams as long as the user wants, and ends those that are still
 * open then, so that they are seen.
 */
final class StreamscopeProcessor implements ExtendedSpanProcessor {

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    SpanContext stream = TraceCut.before(parentContext);
    if (stream != null) {
      span.addLink(stream);
    }
    Guard.run(() -> ForeignSpans.started(parentContext, span));
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    Guard.run(() -> ForeignSpans.ending(span.getSpanContext()));
  }

  @Override
  public boolean isOnEndingRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    ForeignSpans.ended(span.getSpanContext());
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    StreamRuntime runtime = StreamRuntime.getIfUsed();
    if (runtime != null) {
      runtime.openStreams().awaitEnd(runtime.config().nanos(ConfigKey.SHUTDOWN_GRACE));
      runtime.openStreams().shutdown();
    }
    return CompletableResultCode.ofSuccess();
  }
}
