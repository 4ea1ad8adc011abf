/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all streams of the process share: the OpenTelemetry instance, the settings, the clock, the
 * metrics and the list of open streams. There is one for the whole JVM, whatever class loader asks;
 * tests make their own. Thread-safe.
 */
public final class StreamRuntime {

  private static final String SCOPE = "io.streamscope";
  private static final AtomicReference<@Nullable StreamRuntime> CURRENT = new AtomicReference<>();

  private final OpenTelemetry openTelemetry;
  private final StreamscopeConfig config;
  private final LongSupplier clock;
  private final BoundedLabels labels;
  private final StreamMetrics metrics;
  private final StreamEvents events;
  private final OpenStreams openStreams;
  private final long stallNanos;
  private final long traceLimitNanos;
  private final int deltaEventsMax;

  /**
   * Makes a runtime of its own.
   *
   * @param openTelemetry where spans and metrics go
   * @param config the settings
   * @param clock a monotonic clock in nanoseconds
   */
  public StreamRuntime(OpenTelemetry openTelemetry, StreamscopeConfig config, LongSupplier clock) {
    this.openTelemetry = openTelemetry;
    this.config = config;
    this.clock = clock;
    this.labels = new BoundedLabels(this::labelCut);
    this.metrics = new StreamMetrics(openTelemetry.getMeter(SCOPE), labels);
    this.events =
        new StreamEvents(
            config.text(ConfigKey.STREAM_EVENTS), openTelemetry.getLogsBridge().get(SCOPE));
    this.openStreams = new OpenStreams(this, config.nanos(ConfigKey.IDLE_LIMIT));
    this.traceLimitNanos = config.nanos(ConfigKey.TRACE_LIMIT);
    this.stallNanos = config.nanos(ConfigKey.STALL_THRESHOLD);
    this.deltaEventsMax = config.count(ConfigKey.DELTA_EVENTS_MAX);
  }

  /** The runtime of this JVM, made at the first call, when the agent's SDK is installed. */
  public static StreamRuntime get() {
    StreamRuntime runtime = CURRENT.get();
    return runtime != null ? runtime : create();
  }

  private static synchronized StreamRuntime create() {
    StreamRuntime runtime = CURRENT.get();
    if (runtime == null) {
      runtime =
          new StreamRuntime(GlobalOpenTelemetry.get(), StreamscopeConfig.get(), System::nanoTime);
      CURRENT.set(runtime);
    }
    return runtime;
  }

  /** The runtime of this JVM if there was any need of one so far. */
  public static @Nullable StreamRuntime getIfUsed() {
    return CURRENT.get();
  }

  /** Where spans and metrics go. */
  public OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  /** The settings in force. */
  public StreamscopeConfig config() {
    return config;
  }

  /** The monotonic clock, nanoseconds. */
  public long nanoTime() {
    return clock.getAsLong();
  }

  /** The metrics of all streams. */
  public StreamMetrics metrics() {
    return metrics;
  }

  private void labelCut() {
    metrics.dropped("label");
  }

  /** The values that labels of metrics may have. */
  public BoundedLabels labels() {
    return labels;
  }

  /** The streams that have not ended. */
  public OpenStreams openStreams() {
    return openStreams;
  }

  /** How long a stream and what is done with its chunks are one trace; 0 for always. */
  public long traceLimitNanos() {
    return traceLimitNanos;
  }

  /** What {@link #nanoTime} reads, for who does so once a chunk. */
  LongSupplier clock() {
    return clock;
  }

  StreamEvents events() {
    return events;
  }

  long stallNanos() {
    return stallNanos;
  }

  int deltaEventsMax() {
    return deltaEventsMax;
  }
}
