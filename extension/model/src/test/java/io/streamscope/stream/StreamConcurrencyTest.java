/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.trace.data.EventData;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StreamConcurrencyTest {

  private static final Attributes SHAPE =
      Attributes.of(StreamAttributes.PROTOCOL, "sse", StreamAttributes.DIRECTION, "outbound");
  private static final Set<String> FINAL_EVENTS =
      Set.of(
          "stream_complete", "stream_cancel", "stream_timeout", "stream_error", "stream_abandoned");
  private static final List<Consumer<StreamSpan>> ENDINGS =
      List.of(
          StreamSpan::complete,
          StreamSpan::disconnect,
          StreamSpan::cancel,
          StreamSpan::timeout,
          stream -> stream.fail(new IOException("reset")),
          stream -> stream.abandon("gc"));

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  @Test
  void manyThreadsEndAtOnce_oneEndingWins() {
    int rounds = 100;
    for (int round = 0; round < rounds; round++) {
      StreamSpan stream = telemetry.open();
      Threads.race(12, number -> ENDINGS.get(number % ENDINGS.size()).accept(stream));
    }

    assertThat(telemetry.spans())
        .hasSize(rounds)
        .allSatisfy(
            span ->
                assertThat(span.getEvents())
                    .filteredOn(event -> FINAL_EVENTS.contains(event.getName()))
                    .hasSize(1))
        .allSatisfy(
            span ->
                assertThat(span.getEvents().stream().filter(this::isException).count())
                    .isEqualTo(
                        "error".equals(span.getAttributes().get(StreamAttributes.OUTCOME))
                            ? 1
                            : 0));
    Map<Attributes, HistogramPointData> durations =
        telemetry.histogram("streamscope.stream.duration");
    assertThat(durations.values().stream().mapToLong(HistogramPointData::getCount).sum())
        .isEqualTo(rounds);
    assertThat(telemetry.counter("streamscope.stream.active", SHAPE)).isZero();
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  private boolean isException(EventData event) {
    return event.getName().equals("exception");
  }

  @Test
  void chunksFromEightThreads_areAllCounted() {
    int threads = 8;
    int perThread = 50_000;
    AtomicLong observed = new AtomicLong();
    StreamSpan stream = telemetry.open(observer((count, nanos) -> observed.addAndGet(count)));

    Threads.race(
        threads,
        number -> {
          for (int i = 0; i < perThread; i++) {
            telemetry.clock().advanceNanos(1_000);
            stream.chunk(i % 7);
            stream.arrived(0, 1, 0, stream.nanoTime());
            stream.handled(3);
            if (i % 10 == 0) {
              stream.heartbeat();
              stream.blocked(1);
            }
          }
        });
    stream.complete();

    long chunks = (long) threads * perThread;
    long bytes = threads * chunkBytes(perThread) + chunks;
    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(chunks);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(bytes);
    assertThat(attribute(StreamAttributes.HEARTBEAT_COUNT)).isEqualTo(chunks / 10);
    assertThat(attribute(StreamAttributes.BUSY_TIME)).isEqualTo(chunks * 3 / 1e9);
    assertThat(attribute(StreamAttributes.BLOCKED_TIME)).isEqualTo(chunks / 10 / 1e9);
    assertThat(attribute(StreamAttributes.TIME_TO_FIRST_CHUNK)).isBetween(1e-6, 1.0);
    assertThat(observed).hasValue(chunks);
    assertThat(telemetry.counter("streamscope.stream.chunks", SHAPE)).isEqualTo(chunks);
    assertThat(telemetry.counter("streamscope.stream.bytes", SHAPE)).isEqualTo(bytes);
    long cut =
        telemetry.counter(
            "streamscope.telemetry.dropped", Attributes.of(StreamAttributes.REASON, "gap"));
    assertThat(telemetry.histogram("streamscope.stream.chunk_gap").get(SHAPE).getCount() + cut)
        .isEqualTo(chunks - 1);
  }

  private static long chunkBytes(int chunks) {
    long bytes = 0;
    for (int i = 0; i < chunks; i++) {
      bytes += i % 7;
    }
    return bytes;
  }

  @Test
  void endsAmongChunks_spanAndMetricsAgree() {
    for (int round = 0; round < 50; round++) {
      StreamSpan stream = telemetry.open();
      Threads.race(
          4,
          number -> {
            for (int i = 0; i < 1_000; i++) {
              stream.chunk(2);
              if (number == 0 && i == 500) {
                stream.cancel();
              }
            }
          });
    }

    assertThat(telemetry.spans())
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT))
                    .isBetween(501L, 4_000L));
    assertThat(telemetry.counter("streamscope.stream.chunks", SHAPE))
        .isEqualTo(sum(StreamAttributes.CHUNK_COUNT));
    assertThat(telemetry.counter("streamscope.stream.bytes", SHAPE))
        .isEqualTo(sum(StreamAttributes.BYTES));
    assertThat(telemetry.counter("streamscope.stream.active", SHAPE)).isZero();
  }

  private long sum(AttributeKey<Long> key) {
    return telemetry.spans().stream().mapToLong(span -> span.getAttributes().get(key)).sum();
  }

  @Test
  void firstChunkMeetsAnotherCall_keepsTheTimeItArrived() {
    AtomicLong renames = new AtomicLong();
    StreamSpan[] self = new StreamSpan[1];
    Span span =
        whenRenamed(
            () -> {
              renames.incrementAndGet();
              Threads.elsewhere(() -> self[0].chunk(5));
            });
    self[0] =
        new StreamSpan(
            telemetry.runtime(),
            StreamStart.outbound(
                Context.root(), StreamProtocol.SSE, "/chat", telemetry.clock().getAsLong(), null),
            new StreamTimes(telemetry.clock().getAsLong(), new WallClock(0)),
            span,
            Context.root().with(span));
    telemetry.clock().advanceMillis(300);
    self[0].reclassify(StreamProtocol.NDJSON, "/chat");
    telemetry.clock().advanceMillis(300);
    self[0].chunk(4);

    self[0].complete();

    assertThat(renames).hasValue(1);
    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(9);
    assertThat(attribute(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.3);
    assertThat(attribute(StreamAttributes.CHUNK_GAP_MAX)).isEqualTo(0.3);
    assertThat(attribute(StreamAttributes.STALL_COUNT)).isZero();
  }

  @Test
  void observerThrowsWhileThreadsMeet_noChunkIsLost() {
    StreamSpan[] self = new StreamSpan[1];
    AtomicLong calls = new AtomicLong();
    self[0] =
        telemetry.open(
            observer(
                (count, nanos) -> {
                  if (calls.incrementAndGet() <= 2) {
                    Threads.elsewhere(() -> self[0].chunk(10));
                  }
                  throw new IllegalStateException("observer");
                }));
    self[0].chunk(1);
    self[0].chunk(1);

    self[0].complete();

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(4);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(22);
    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(telemetry.counter("streamscope.stream.active", SHAPE)).isZero();
  }

  private Span whenRenamed(Runnable action) {
    Span real = telemetry.streams().tracer().spanBuilder("test").startSpan();
    return (Span)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Span.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("updateName")) {
                action.run();
              }
              return method.invoke(real, arguments);
            });
  }

  private <T> T attribute(AttributeKey<T> key) {
    return telemetry.span().getAttributes().get(key);
  }

  private static StreamObserver observer(OnChunks onChunks) {
    return new StreamObserver() {
      @Override
      public void onChunks(long count, long nanos) {
        onChunks.accept(count, nanos);
      }

      @Override
      public void onEnd(StreamSummary summary, Span span) {}
    };
  }

  private interface OnChunks {
    void accept(long count, long nanos);
  }
}
