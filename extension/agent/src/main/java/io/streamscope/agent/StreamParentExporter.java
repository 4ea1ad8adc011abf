/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.streamscope.http.SpanParents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Exports a CLIENT span whose answer turned out to be a stream below the span of that stream
 * ({@code docs/decisions/0015-the-client-span-below-its-stream.md}). Passes everything else
 * through.
 */
final class StreamParentExporter implements SpanExporter {

  private final SpanExporter delegate;

  StreamParentExporter(SpanExporter delegate) {
    this.delegate = delegate;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return delegate.export(SpanParents.any() ? adopted(spans) : spans);
  }

  private static List<SpanData> adopted(Collection<SpanData> spans) {
    List<SpanData> exported = new ArrayList<>(spans.size());
    for (SpanData span : spans) {
      SpanContext parent = SpanParents.of(span.getSpanContext());
      exported.add(parent == null ? span : new Adopted(span, parent));
    }
    return exported;
  }

  @Override
  public CompletableResultCode flush() {
    return delegate.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delegate.shutdown();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }

  private static final class Adopted extends DelegatingSpanData {
    private final SpanContext parent;

    Adopted(SpanData span, SpanContext parent) {
      super(span);
      this.parent = parent;
    }

    @Override
    public SpanContext getParentSpanContext() {
      return parent;
    }
  }
}
