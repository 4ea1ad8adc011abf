/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.stream.StreamRuntime;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A real SDK that keeps the span ended last, and what we swallow meanwhile. */
final class FuzzTelemetry {

  private static final AtomicLong CLOCK = new AtomicLong();
  private static final AtomicReference<@Nullable Attributes> ENDED = new AtomicReference<>();
  private static final AtomicReference<@Nullable Throwable> SWALLOWED = new AtomicReference<>();
  private static final Logger LOGGER = Logger.getLogger("io.streamscope");
  private static final StreamRuntime RUNTIME = start();

  private FuzzTelemetry() {}

  static StreamRuntime runtime() {
    return RUNTIME;
  }

  /** Fails if we have swallowed anything. */
  static void assertNothingSwallowed() {
    assertThat(SWALLOWED.getAndSet(null)).isNull();
  }

  /** What the span says that this ends. */
  static Attributes endedBy(Runnable ending) {
    ENDED.set(null);
    ending.run();
    assertNothingSwallowed();
    Attributes attributes = ENDED.get();
    assertThat(attributes).isNotNull();
    return attributes;
  }

  private static StreamRuntime start() {
    LOGGER.setLevel(Level.FINE);
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(new Swallowed());
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(new Ended()).build())
            .build();
    return new StreamRuntime(sdk, StreamscopeConfig.defaults(), () -> CLOCK.addAndGet(1_000_000));
  }

  private static final class Ended implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      ENDED.set(span.getAttributes());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  private static final class Swallowed extends Handler {

    @Override
    public void publish(LogRecord entry) {
      SWALLOWED.set(entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
