/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;
import io.streamscope.stream.StreamTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Heap per open stream, whatever its number of chunks, and what 100,000 short streams leave behind.
 * Prints a few lines; run by {@code -Pbench} after JMH.
 */
public final class HeapReport {

  private static final int OPEN = 20_000;
  private static final int SHORT = 100_000;
  private static final int ABORTED_EVERY = 5;

  private final AtomicLong exportedAborted = new AtomicLong();
  private final StreamRuntime runtime;
  private final StreamTelemetry streams;

  private HeapReport() {
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(new EndedSpans(this::countAborted))
                    .build())
            .build();
    runtime = new StreamRuntime(sdk, config(), System::nanoTime);
    streams = StreamTelemetry.create(runtime, "bench");
  }

  /** Prints the report. */
  public static void main(String[] args) {
    HeapReport report = new HeapReport();
    report.shortStreams(1_000); // classes and labels load once
    report.openStreams();
    report.shortStreams(SHORT);
  }

  private void openStreams() {
    long empty = Heap.used();
    List<StreamSpan> open = new ArrayList<>(OPEN);
    for (int i = 0; i < OPEN; i++) {
      open.add(start());
    }
    open.forEach(stream -> chunks(stream, 10));
    long afterTen = Heap.used();
    chunks(open.get(0), 1_000_000);
    open.forEach(stream -> chunks(stream, 1_000));
    long afterMany = Heap.used();
    System.out.printf(
        "heap per open stream: %d B after 10 chunks, %d B after 1,010 (one of them 1,000,010)%n",
        (afterTen - empty) / OPEN, (afterMany - empty) / OPEN);
    open.forEach(StreamSpan::complete);
  }

  private void shortStreams(int count) {
    exportedAborted.set(0);
    long before = Heap.used();
    for (int i = 0; i < count; i++) {
      StreamSpan stream = start();
      chunks(stream, 3);
      if (i % ABORTED_EVERY == 0) {
        stream.disconnect();
      } else {
        stream.complete();
      }
    }
    System.out.printf(
        "%d short streams: %d still open, %d of %d aborted ones exported, heap %+d B a stream%n",
        count,
        runtime.openStreams().size(),
        exportedAborted.get(),
        count / ABORTED_EVERY,
        Math.round((Heap.used() - before) / (double) count));
  }

  private static StreamscopeConfig config() {
    return StreamscopeConfig.defaults()
        .with(ConfigKey.STREAM_EVENTS, System.getProperty("events", "span"));
  }

  private StreamSpan start() {
    return streams.start(
        StreamStart.outbound(
            Context.root(), StreamProtocol.SSE, "/api/chat", runtime.nanoTime(), null));
  }

  private static void chunks(StreamSpan stream, int count) {
    for (int i = 0; i < count; i++) {
      stream.chunk(48);
    }
  }

  private void countAborted(ReadableSpan span) {
    if ("client_disconnect".equals(span.getAttribute(StreamAttributes.OUTCOME))) {
      exportedAborted.incrementAndGet();
    }
  }
}
