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
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.streamscope.config.ConfigKey;
import io.streamscope.llm.ForeignModelSpans;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.TraceCut;
import java.util.Set;

/**
 * Our place in the agent's SDK, before the processor that exports. Links the traces that begin in
 * callbacks of an old stream with that stream. Knows the spans that others make for calls to
 * models. Learns that the SDK is about to stop, waits for open streams as long as the user wants,
 * and ends those that are still open then, so that they are seen.
 */
final class StreamscopeProcessor implements SpanProcessor {

  private static final String OUR_SCOPES = "io.streamscope";

  /** Of those that may say only later that theirs is a call to a model. */
  private static final Set<String> FOREIGN_SCOPES =
      Set.of(
          "com.anthropic.sdk.java",
          "io.opentelemetry.openai-java-1.1",
          "gcp.vertex.agent",
          "SemanticKernel");

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    SpanContext stream = TraceCut.before(parentContext);
    if (stream != null) {
      span.addLink(stream);
    }
    if (isForeignModelCall(span)) {
      ForeignModelSpans.started(span.getSpanContext());
    }
  }

  private static boolean isForeignModelCall(ReadWriteSpan span) {
    String scope = span.getInstrumentationScopeInfo().getName();
    return !scope.startsWith(OUR_SCOPES)
        && (FOREIGN_SCOPES.contains(scope)
            || span.getAttribute(GenAiAttributes.OPERATION_NAME) != null);
  }

  @Override
  public boolean isStartRequired() {
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
