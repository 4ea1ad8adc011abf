/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import io.streamscope.websocket.WebSocketTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Heap per idle WebSocket session, and the spans and the heap of a session of a million messages.
 * Time is made up: a session is idle for ten minutes, and a thousand messages come in a second.
 * Prints a few lines; run by {@code -Pbench} after JMH.
 */
public final class WebSocketReport {

  private static final int IDLE = 10_000;
  private static final int MESSAGES = 1_000_000;
  private static final long SECOND = 1_000_000_000L;
  private static final long BETWEEN_MESSAGES = SECOND / 1000;

  private final AtomicLong clock = new AtomicLong(SECOND);
  private final AtomicLong spans = new AtomicLong();
  private final StreamRuntime runtime;
  private final WebSocketTelemetry sockets;

  private WebSocketReport() {
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(new EndedSpans(span -> spans.incrementAndGet()))
                    .build())
            .setMeterProvider(SdkMeterProvider.builder().build())
            .build();
    runtime = new StreamRuntime(sdk, StreamscopeConfig.defaults(), clock::get);
    sockets = WebSocketTelemetry.create(runtime, "bench");
  }

  /** Prints the report. */
  public static void main(String[] args) {
    WebSocketReport report = new WebSocketReport();
    report.talk(report.open(), 10_000); // classes and labels load once
    report.idleSessions();
    report.longSession();
  }

  private void idleSessions() {
    long empty = Heap.used();
    List<WebSocketSession> open = new ArrayList<>(IDLE);
    for (int i = 0; i < IDLE; i++) {
      WebSocketSession session = open();
      talk(session, 3);
      open.add(session);
    }
    long talking = Heap.used();
    clock.addAndGet(600 * SECOND);
    runtime.openStreams().sweep();
    long idle = Heap.used();
    System.out.printf(
        "heap per WebSocket session: %d B while it talks, %d B while it is idle (%d of them)%n",
        (talking - empty) / IDLE, (idle - empty) / IDLE, open.size());
    open.forEach(WebSocketSession::closed);
  }

  private void longSession() {
    WebSocketSession session = open();
    talk(session, 1_000);
    long before = Heap.used();
    long spansBefore = spans.get();
    long startNanos = clock.get();
    talk(session, MESSAGES);
    System.out.printf(
        "%d messages and their answers on one WebSocket session, %d minutes: %d spans, heap %+d B%n",
        MESSAGES,
        (clock.get() - startNanos) / SECOND / 60,
        spans.get() - spansBefore,
        Heap.used() - before);
    session.closed();
  }

  private WebSocketSession open() {
    WebSocketPeer peer = WebSocketPeer.ofServer("/chat", null);
    return requireNonNull(sockets.open(Context.root(), peer, sockets.nanoTime(), null));
  }

  private void talk(WebSocketSession session, int messages) {
    for (int i = 0; i < messages; i++) {
      clock.addAndGet(BETWEEN_MESSAGES);
      MessageScope scope =
          session.handle(MessageType.TEXT, 48, null, session.received(MessageType.TEXT, 48));
      session.sent(MessageType.TEXT, 480, session.nanoTime());
      if (scope != null) {
        scope.close(null);
      }
      if (i % 10 == 0) {
        runtime.openStreams().sweep();
      }
    }
  }
}
