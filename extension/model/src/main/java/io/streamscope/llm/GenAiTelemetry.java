/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallLayer;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.StreamTelemetry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only way to open a model call. One instance per library, in its {@code *Singletons}.
 * Thread-safe; never throws.
 */
public final class GenAiTelemetry {

  private final StreamTelemetry streams;
  private final GenAiMetrics metrics;
  private final boolean readsItself;

  private GenAiTelemetry(StreamTelemetry streams, boolean readsItself) {
    this.streams = streams;
    this.readsItself = readsItself;
    this.metrics = new GenAiMetrics(streams.runtime());
  }

  /**
   * The telemetry of one instrumentation module.
   *
   * @param module its name, which becomes the scope {@code io.streamscope.<module>}
   */
  public static GenAiTelemetry create(String module) {
    return new GenAiTelemetry(StreamTelemetry.create(module), true);
  }

  /**
   * The same of a module that says only where a call begins and ends: what is answered is read
   * where the answer comes from the wire.
   */
  public static GenAiTelemetry onTheWire(String module) {
    return new GenAiTelemetry(StreamTelemetry.create(module), false);
  }

  /** That of a module which carries requests of any kind. */
  public static GenAiTelemetry of(StreamTelemetry streams) {
    return new GenAiTelemetry(streams, true);
  }

  /** The same on a runtime of the caller's. */
  public static GenAiTelemetry create(StreamRuntime runtime, String module) {
    return of(StreamTelemetry.create(runtime, module));
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
          : GenAiCall.own(
              GenAiSpan.start(
                  new GenAiStart(
                      this,
                      request,
                      layer,
                      parent,
                      runtime().nanoTime(),
                      span -> {},
                      taken(ForeignModelSpans.of(parent), request))),
              layer);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return GenAiCall.none(parent);
    }
  }

  /**
   * A request on the wire turns out to be a call of its own.
   *
   * @param startNanos when it was issued, by the model's clock
   * @param onEnd is told which span has ended, before it is exported
   * @param foreign whose span it may be, null if it gets its own; so it does if that one has its
   *     answer already, or is for something else
   */
  public GenAiCall started(
      GenAiRequest request,
      Context parent,
      long startNanos,
      Consumer<SpanContext> onEnd,
      @Nullable ForeignCall foreign) {
    try {
      return GenAiCall.own(
          GenAiSpan.start(
              new GenAiStart(
                  this,
                  request,
                  CallLayer.HTTP,
                  parent,
                  startNanos,
                  onEnd,
                  taken(foreign, request))),
          CallLayer.HTTP);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return GenAiCall.none(parent);
    }
  }

  private static @Nullable ForeignCall taken(@Nullable ForeignCall call, GenAiRequest request) {
    return call != null && call.take(request.operation()) ? call : null;
  }

  /**
   * Such a request has failed before there was an answer; another one may follow.
   *
   * @return false if it is none, or if what is said of the failure has to be read
   */
  public boolean failing(ForeignCall foreign, GenAiRequest request, String errorType) {
    if (foreign.endsCall() || !foreign.awaits(request.operation())) {
      return false;
    }
    foreign.requestFailed(errorType, request.streamed());
    return true;
  }

  /** A request on the wire carries the question of a call above; null if the two do not fit. */
  public @Nullable GenAiCall below(
      CallOwnership.Owner owner, GenAiRequest request, Context parent) {
    return owner instanceof GenAiSpan outer && outer.kind().equals(request.operation().kind())
        ? GenAiCall.view(outer, CallLayer.HTTP, module(), request.streamed(), parent)
        : null;
  }

  /** A limit of an adapter cut something; the reason says what. */
  public void dropped(String reason) {
    runtime().metrics().dropped(reason);
  }

  boolean readsItself() {
    return readsItself;
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
