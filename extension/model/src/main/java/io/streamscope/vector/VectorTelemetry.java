/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.vector;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamTelemetry;
import io.streamscope.vector.Lookup.Kind;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The only way to open a vector-store call or a retrieval. One instance per library, in its {@code
 * *Singletons}. Thread-safe.
 */
public final class VectorTelemetry {

  private final StreamTelemetry telemetry;

  private VectorTelemetry(StreamTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  /**
   * The telemetry of one instrumentation module.
   *
   * @param module its name, which becomes the scope {@code io.streamscope.<module>}
   */
  public static VectorTelemetry create(String module) {
    return create(StreamTelemetry.create(module));
  }

  /** The same on streams telemetry of the caller's. */
  public static VectorTelemetry create(StreamTelemetry telemetry) {
    return new VectorTelemetry(telemetry);
  }

  /**
   * A call to a vector store: a DB CLIENT span. Vectors are never recorded.
   *
   * @param topK how many results are asked for, 0 when unknown
   */
  public Lookup startCall(VectorRequest request, int topK, Context parent) {
    Lookup retrieval = Lookup.open(Kind.RETRIEVAL, parent);
    if (retrieval != null) {
      retrieval.topK(topK);
    }
    Lookup outer = Lookup.open(Kind.STORE, parent);
    if (outer != null) {
      outer.system(request.system());
      return Lookup.none(telemetry.runtime(), parent);
    }
    AttributesBuilder attributes =
        Attributes.builder()
            .put(VectorAttributes.SYSTEM_NAME, request.system())
            .put(VectorAttributes.OPERATION_NAME, request.operation());
    if (request.collection() != null) {
      attributes.put(VectorAttributes.COLLECTION_NAME, request.collection());
    }
    return start(Kind.STORE, request.spanName(), attributes.build(), parent);
  }

  /**
   * A framework's retriever: a {@code retrieval} span.
   *
   * @param dataSource where it looks, null when unknown
   * @param topK how many results it asks for, 0 when unknown
   */
  public Lookup startRetrieval(@Nullable String dataSource, int topK, Context parent) {
    if (Lookup.open(Kind.RETRIEVAL, parent) != null) {
      return Lookup.none(telemetry.runtime(), parent);
    }
    AttributesBuilder attributes =
        Attributes.builder().put(GenAiAttributes.OPERATION_NAME, "retrieval");
    if (dataSource != null) {
      attributes.put(GenAiAttributes.DATA_SOURCE_ID, dataSource);
    }
    if (topK > 0) {
      attributes.put(GenAiAttributes.RETRIEVAL_TOP_K, topK);
    }
    String name = dataSource == null ? "retrieval" : "retrieval " + dataSource;
    return start(Kind.RETRIEVAL, name, attributes.build(), parent);
  }

  private Lookup start(Kind kind, String name, Attributes attributes, Context parent) {
    try {
      SpanBuilder builder =
          telemetry
              .tracer()
              .spanBuilder(name)
              .setSpanKind(SpanKind.CLIENT)
              .setParent(parent)
              .setAllAttributes(attributes);
      return new Lookup(
          telemetry.runtime(),
          kind,
          epochNanos -> builder.setStartTimestamp(epochNanos, TimeUnit.NANOSECONDS).startSpan(),
          parent);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return Lookup.none(telemetry.runtime(), parent);
    }
  }
}
