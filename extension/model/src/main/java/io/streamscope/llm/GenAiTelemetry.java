/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.context.Context;
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
   * Opens a call. If the context already belongs to a call of the same operation (a framework's on
   * top of an SDK), the inner one gets no span of its own: the outermost layer owns it.
   */
  public GenAiCall start(GenAiRequest request, Context parent) {
    try {
      return GenAiCall.isCovered(request.operation(), parent)
          ? GenAiCall.none(parent)
          : GenAiCall.start(this, request, parent);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return GenAiCall.none(parent);
    }
  }

  /** A limit of an adapter cut something; the reason says what. */
  public void dropped(String reason) {
    runtime().metrics().dropped(reason);
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
