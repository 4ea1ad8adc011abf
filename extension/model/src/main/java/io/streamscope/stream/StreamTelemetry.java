/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens the streams of one library: the only way to a {@link StreamSpan}. One instance per library,
 * in its {@code *Singletons}. Thread-safe; never throws.
 */
public final class StreamTelemetry {

  private final StreamRuntime runtime;
  private final String module;
  private final Tracer tracer;

  private StreamTelemetry(StreamRuntime runtime, String module) {
    this.runtime = runtime;
    this.module = module;
    this.tracer = runtime.openTelemetry().getTracer("io.streamscope." + module);
  }

  /**
   * The telemetry of one instrumentation module.
   *
   * @param module its name, which becomes the scope {@code io.streamscope.<module>}
   */
  public static StreamTelemetry create(String module) {
    return create(StreamRuntime.get(), module);
  }

  /** The same on a runtime of the caller's. */
  public static StreamTelemetry create(StreamRuntime runtime, String module) {
    return new StreamTelemetry(runtime, module);
  }

  /** What all streams share. */
  public StreamRuntime runtime() {
    return runtime;
  }

  /** The name of the module. */
  public String module() {
    return module;
  }

  /** The tracer of the module, for spans that are no streams. */
  public Tracer tracer() {
    return tracer;
  }

  /** Starts a stream; a stream that cannot be started is {@link StreamSpan#none}. */
  public StreamSpan start(StreamStart start) {
    return start(start, null);
  }

  /**
   * Starts a stream that is abandoned when its owner is garbage-collected.
   *
   * @param owner what the application holds on to; only weakly referenced
   */
  public StreamSpan start(StreamStart start, @Nullable Object owner) {
    try {
      StreamTimes times = times(start);
      Span span = span(start, times);
      return opened(start, times, span, start.parent().with(span), owner);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return StreamSpan.none(start.parent());
    }
  }

  /**
   * Starts a stream whose span has been started by somebody else, and is current in its parent or
   * nowhere.
   *
   * @param span what to write on; its end is told like that of one of ours
   */
  public StreamSpan startOn(Span span, StreamStart start) {
    try {
      span.setAllAttributes(start.attributes())
          .setAttribute(StreamAttributes.PROTOCOL, start.protocol().value())
          .setAttribute(StreamAttributes.DIRECTION, start.direction().value());
      return opened(start, times(start), span, start.parent(), null);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return StreamSpan.none(start.parent());
    }
  }

  /** The span of a stream, for who follows the stream by other means. */
  public Span span(StreamStart start) {
    return span(start, times(start));
  }

  private Span span(StreamStart start, StreamTimes times) {
    return tracer
        .spanBuilder(start.name())
        .setSpanKind(start.kind())
        .setParent(start.parent())
        .setAllAttributes(start.attributes())
        .setAttribute(StreamAttributes.PROTOCOL, start.protocol().value())
        .setAttribute(StreamAttributes.DIRECTION, start.direction().value())
        .setStartTimestamp(times.wallClock().epochNanos(times.startNanos()), TimeUnit.NANOSECONDS)
        .startSpan();
  }

  private StreamTimes times(StreamStart start) {
    long now = runtime.nanoTime();
    return new StreamTimes(start.startNanos(now), WallClock.at(now));
  }

  private StreamSpan opened(
      StreamStart start, StreamTimes times, Span span, Context own, @Nullable Object owner) {
    StreamSpan stream = new StreamSpan(runtime, start, times, span, own);
    stream.opened(owner);
    return stream;
  }
}
