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
import io.streamscope.correlation.CallLayer;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.format.OpenAiChatFormat;
import io.streamscope.stream.StreamRuntime;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One streamed chat, on a real SDK that keeps the span ended last; fails if we swallow anything.
 */
final class RecordedCall {

  private static final GenAiRequest CHAT =
      new GenAiRequest(
          GenAiOperation.CHAT, "openai", "gpt", "localhost", 443, true, Attributes.empty());
  private static final AtomicLong CLOCK = new AtomicLong();
  private static final AtomicReference<@Nullable Attributes> ENDED = new AtomicReference<>();
  private static final AtomicReference<@Nullable Throwable> SWALLOWED = new AtomicReference<>();
  private static final Logger LOGGER = Logger.getLogger("io.streamscope");
  private static final GenAiTelemetry TELEMETRY = telemetry();

  private final GenAiCall call = TELEMETRY.start(CHAT, CallLayer.SDK, Context.root());
  private final WireAnswer format = new WireAnswer(new OpenAiChatFormat());

  void event(String data) {
    call.event(format, null, data);
    assertThat(SWALLOWED.getAndSet(null)).isNull();
  }

  /** Ends the call and returns what its span says. */
  Attributes end() {
    ENDED.set(null);
    call.complete();
    assertThat(SWALLOWED.getAndSet(null)).isNull();
    Attributes attributes = ENDED.get();
    assertThat(attributes).isNotNull();
    return attributes;
  }

  private static GenAiTelemetry telemetry() {
    LOGGER.setLevel(Level.FINE);
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(new Swallowed());
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(new Ended()).build())
            .build();
    StreamRuntime runtime =
        new StreamRuntime(sdk, StreamscopeConfig.defaults(), () -> CLOCK.addAndGet(1_000_000));
    return GenAiTelemetry.create(runtime, "fuzz");
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
