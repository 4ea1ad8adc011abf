/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.vector;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamTelemetry;
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

  /** A call to a vector store: a DB CLIENT span. Vectors are never recorded. */
  public Lookup startCall(VectorRequest request, Context parent) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(VectorAttributes.SYSTEM_NAME, request.system())
            .put(VectorAttributes.OPERATION_NAME, request.operation());
    if (request.collection() != null) {
      attributes.put(VectorAttributes.COLLECTION_NAME, request.collection());
    }
    return start(request.spanName(), attributes.build(), parent);
  }

  /**
   * A framework's retriever: a {@code retrieval} span.
   *
   * @param dataSource where it looks, null when unknown
   * @param topK how many results it asks for, 0 when unknown
   */
  public Lookup startRetrieval(@Nullable String dataSource, int topK, Context parent) {
    AttributesBuilder attributes =
        Attributes.builder().put(GenAiAttributes.OPERATION_NAME, "retrieval");
    if (dataSource != null) {
      attributes.put(GenAiAttributes.DATA_SOURCE_ID, dataSource);
    }
    if (topK > 0) {
      attributes.put(GenAiAttributes.RETRIEVAL_TOP_K, topK);
    }
    String name = dataSource == null ? "retrieval" : "retrieval " + dataSource;
    return start(name, attributes.build(), parent);
  }

  private Lookup start(String name, Attributes attributes, Context parent) {
    return new Lookup(
        telemetry.runtime(),
        telemetry
            .tracer()
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent)
            .setAllAttributes(attributes)
            .startSpan(),
        parent);
  }
}
