/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallLayer;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.StreamTelemetry;

/**
 * The only way to open a model call. One instance per library, in its {@code *Singletons}.
 * Thread-safe; never throws.
 */
public final class GenAiTelemetry {

  private final StreamTelemetry streams;
  private final GenAiMetrics metrics;

  private GenAiTelemetry(StreamTelemetry streams) {
    this.streams = streams;
    this.metrics = new GenAiMetrics(streams.runtime());
  }

  /**
   * The telemetry of one instrumentation module.
   *
   * @param module its name, which becomes the scope {@code io.streamscope.<module>}
   */
  public static GenAiTelemetry create(String module) {
    return new GenAiTelemetry(StreamTelemetry.create(module));
  }

  /** The same on a runtime of the caller's. */
  public static GenAiTelemetry create(StreamRuntime runtime, String module) {
    return new GenAiTelemetry(StreamTelemetry.create(runtime, module));
  }

  /**
   * Opens a call. If the context already belongs to the same call (a framework's on top of an SDK),
   * the inner layer gets a view of it: the outermost one owns the span.
   *
   * @param layer of the stack that the library is
   */
  public GenAiCall start(GenAiRequest request, CallLayer layer, Context parent) {
    try {
      return CallOwnership.above(parent, layer, module(), request.operation().kind())
              instanceof GenAiSpan outer
          ? GenAiCall.view(outer, layer, module(), request.streamed(), parent)
          : GenAiCall.own(GenAiSpan.start(this, request, layer, parent), layer);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return GenAiCall.none(parent);
    }
  }

  /** A limit of an adapter cut something; the reason says what. */
  public void dropped(String reason) {
    runtime().metrics().dropped(reason);
  }

  String module() {
    return streams.module();
  }

  StreamTelemetry streams() {
    return streams;
  }

  StreamRuntime runtime() {
    return streams.runtime();
  }

  GenAiMetrics metrics() {
    return metrics;
  }
}
