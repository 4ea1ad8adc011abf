/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class StreamSpanTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final FakeClock clock = telemetry.clock();

  @Test
  void chunksAfterTheEnd_areIgnored() {
    StreamSpan stream = telemetry.open();
    stream.chunk(1);
    stream.complete();

    stream.chunk(100);
    stream.chunk(100, clock.getAsLong());
    stream.arrived(0, 100, 0, stream.nanoTime());
    stream.heartbeat();
    stream.sent(1, 100, 1, clock.getAsLong());
    stream.handled(100);
    stream.blocked(100);
    stream.reclassify(StreamProtocol.NDJSON, "/other");

    assertThat(stream.isOver()).isTrue();
    assertThat(telemetry.span()).hasName("sse_stream /chat");
    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(1);
    assertThat(counter("streamscope.stream.chunks")).isEqualTo(1);
    assertThat(counter("streamscope.stream.bytes")).isEqualTo(1);
    assertThat(counter("streamscope.stream.active")).isZero();
  }

  @Test
  void timeToFirstChunk_countsFromTheRequest() {
    long request = clock.getAsLong();
    clock.advanceMillis(250);
    StreamSpan stream =
        telemetry
            .streams()
            .start(
                StreamStart.outbound(Context.root(), StreamProtocol.SSE, "/chat", request, null));
    clock.advanceNanos(1_000);
    stream.arrived(0, 5, 0, stream.nanoTime());
    stream.heartbeat();
    clock.advanceMillis(500);

    stream.chunk(1);
    clock.advanceMillis(500);
    stream.chunk(1);
    stream.complete();

    assertThat(attribute(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.750001);
    assertThat(telemetry.histogram("streamscope.stream.time_to_first_chunk").values())
        .singleElement()
        .satisfies(point -> assertThat(point.getSum()).isEqualTo(0.750001));
  }

  @Test
  void gaps_haveMaximumAndMean() {
    StreamSpan stream = telemetry.open();
    for (long gap : new long[] {700, 10, 100, 40}) {
      clock.advanceMillis(gap);
      stream.chunk(1);
    }
    clock.advanceMillis(900);

    stream.complete();

    assertThat(attribute(StreamAttributes.CHUNK_GAP_MAX)).isEqualTo(0.1);
    assertThat(attribute(StreamAttributes.CHUNK_GAP_MEAN)).isEqualTo(0.15 / 3);
  }

  @Test
  void chunksOfOneCall_haveNoGapBetweenThem() {
    StreamSpan stream = telemetry.open();
    clock.advanceMillis(100);
    stream.sent(3, 30, 0, clock.getAsLong());
    clock.advanceMillis(100);

    stream.sent(2, 20, 0, clock.getAsLong());
    stream.complete();

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(5);
    assertThat(attribute(StreamAttributes.CHUNK_GAP_MAX)).isEqualTo(0.1);
    assertThat(attribute(StreamAttributes.CHUNK_GAP_MEAN)).isEqualTo(0.025);
    assertThat(telemetry.histogram("streamscope.stream.chunk_gap").values())
        .singleElement()
        .satisfies(point -> assertThat(point.getCount()).isEqualTo(4))
        .satisfies(point -> assertThat(point.getSum()).isEqualTo(0.1));
  }

  @Test
  void heartbeats_areCountedAside() {
    StreamSpan stream = telemetry.open();
    stream.heartbeat();
    stream.heartbeat();
    stream.sent(1, 7, 3, clock.getAsLong());

    stream.complete();

    assertThat(attribute(StreamAttributes.HEARTBEAT_COUNT)).isEqualTo(5);
    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(7);
  }

  @Test
  void bytesWithoutChunk_countOnSpanAndMetric() {
    StreamSpan stream = telemetry.open();

    stream.arrived(0, 40, 0, stream.nanoTime());
    stream.complete();

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(40);
    assertThat(counter("streamscope.stream.bytes")).isEqualTo(40);
  }

  @Test
  void busyAndIdle_addUpToTheDuration() {
    StreamSpan stream = telemetry.open();
    clock.advanceMillis(100);
    long start = stream.nanoTime();
    clock.advanceMillis(30);
    long duration = stream.sent(1, 1, 0, start);
    stream.handled(5_000_000);
    stream.blocked(20_000_000);
    clock.advanceMillis(70);

    stream.complete();

    assertThat(duration).isEqualTo(30_000_000);
    assertThat(attribute(StreamAttributes.BUSY_TIME)).isEqualTo(0.035);
    assertThat(attribute(StreamAttributes.IDLE_TIME)).isEqualTo(0.165);
    assertThat(attribute(StreamAttributes.BLOCKED_TIME)).isEqualTo(0.02);
  }

  @Test
  void moreBusyThanLong_isAllBusy() {
    StreamSpan stream = telemetry.open();
    stream.handled(500_000_000);
    stream.blocked(600_000_000);
    clock.advanceMillis(200);

    stream.complete();

    assertThat(attribute(StreamAttributes.BUSY_TIME)).isEqualTo(0.2);
    assertThat(attribute(StreamAttributes.IDLE_TIME)).isEqualTo(0.0);
    assertThat(attribute(StreamAttributes.BLOCKED_TIME)).isEqualTo(0.2);
  }

  @Test
  void inboundStream_hasNoBlockedTime() {
    StreamSpan stream =
        telemetry
            .streams()
            .start(
                new StreamStart(
                    "ndjson_stream example.org",
                    SpanKind.INTERNAL,
                    Context.root(),
                    StreamProtocol.NDJSON,
                    StreamDirection.INBOUND,
                    StreamSide.CLIENT,
                    "example.org",
                    clock.getAsLong(),
                    Attributes.empty(),
                    null));
    stream.blocked(5);

    stream.complete();

    assertThat(telemetry.span().getAttributes().asMap())
        .doesNotContainKey(StreamAttributes.BLOCKED_TIME);
    assertThat(telemetry.histogram("streamscope.stream.duration"))
        .containsOnlyKeys(
            Attributes.builder()
                .put(StreamAttributes.PROTOCOL, "ndjson")
                .put(StreamAttributes.DIRECTION, "inbound")
                .put(StreamAttributes.OUTCOME, "complete")
                .put(StreamAttributes.SERVER_ADDRESS, "example.org")
                .build());
  }

  @Test
  void serverSideOfBothDirections_isKnownByItsRoute() {
    telemetry
        .streams()
        .start(
            new StreamStart(
                "websocket_session /chat",
                SpanKind.INTERNAL,
                Context.root(),
                StreamProtocol.WEBSOCKET,
                StreamDirection.BOTH,
                StreamSide.SERVER,
                "/chat",
                clock.getAsLong(),
                Attributes.empty(),
                null))
        .complete();

    assertThat(telemetry.histogram("streamscope.stream.duration"))
        .containsOnlyKeys(
            Attributes.builder()
                .put(StreamAttributes.PROTOCOL, "websocket")
                .put(StreamAttributes.DIRECTION, "both")
                .put(StreamAttributes.OUTCOME, "complete")
                .put(StreamAttributes.HTTP_ROUTE, "/chat")
                .build());
  }

  @Test
  void busyAndIdle_areExactlyTheSpan() {
    long request = clock.getAsLong();
    clock.advanceNanos(123_456_789);
    StreamSpan read =
        telemetry
            .streams()
            .start(
                StreamStart.inbound(
                    Context.root(), StreamProtocol.SSE, "example.org", 443, request, null));
    clock.advanceNanos(7_000_001);
    read.chunk(1);
    read.handled(1_000_003);
    clock.advanceNanos(5);
    read.complete();

    SpanData span = telemetry.span();
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(130_456_795);
    assertThat(attribute(StreamAttributes.BUSY_TIME) + attribute(StreamAttributes.IDLE_TIME))
        .isEqualTo(130_456_795 / 1e9);
    assertThat(telemetry.events("stream_start").get(0).getEpochNanos())
        .isEqualTo(span.getStartEpochNanos());
    assertThat(telemetry.events("first_chunk").get(0).getEpochNanos())
        .isEqualTo(span.getEndEpochNanos() - 5);
    assertThat(telemetry.events("stream_complete").get(0).getEpochNanos())
        .isEqualTo(span.getEndEpochNanos());
  }

  @Test
  void chunkBeforeTheFirst_isTheFirst() {
    StreamSpan stream = telemetry.open();
    long start = stream.nanoTime();
    stream.chunk(1, start + 3_000);
    stream.chunk(1, start + 1_000); // its thread has waited
    stream.chunk(1, start + 5_000);
    clock.advanceMillis(1);

    stream.complete();

    assertThat(attribute(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(1e-6);
    assertThat(attribute(StreamAttributes.CHUNK_GAP_MEAN)).isEqualTo(2e-6);
    assertThat(telemetry.histogram("streamscope.stream.chunk_gap").values())
        .singleElement()
        .satisfies(point -> assertThat(point.getSum()).isEqualTo(4e-6));
  }

  @Test
  void chunkFromThePast_hasNoGap() {
    StreamSpan stream = telemetry.open();
    long now = clock.getAsLong();
    stream.chunk(1, now);
    stream.chunk(1, now + 50_000_000);
    stream.chunk(1, now + 20_000_000);
    stream.chunk(1, now + 80_000_000);
    clock.advanceMillis(100);

    stream.complete();

    assertThat(attribute(StreamAttributes.CHUNK_GAP_MAX)).isEqualTo(0.05);
    assertThat(attribute(StreamAttributes.CHUNK_GAP_MEAN)).isEqualTo(0.08 / 3);
  }

  @Test
  void context_hasTheSpan() {
    StreamSpan stream = telemetry.open();

    assertThat(Span.fromContext(stream.context())).isSameAs(stream.span());
  }

  @Test
  void none_doesNothingAndKeepsTheContext() {
    Context context = Context.root().with(ContextKey.named("key"), "value");
    StreamSpan none = StreamSpan.none(context);

    none.ownedBy(this);
    none.chunk(1);
    none.chunk(1, 1);
    none.arrived(0, 1, 0, none.nanoTime());
    none.heartbeat();
    none.handled(1);
    none.blocked(1);
    none.reclassify(StreamProtocol.SSE, null);
    none.disowned();
    none.complete();
    none.fail(new IllegalStateException());

    assertThat(none.context()).isSameAs(context);
    assertThat(none.sent(1, 1, 1, 5)).isZero();
    assertThat(none.nanoTime()).isZero();
    assertThat(none.isOver()).isTrue();
    assertThat(none.span()).isSameAs(Span.getInvalid());
  }

  @Test
  void startThatFails_isNone() {
    Context broken =
        (Context)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("broken");
                });

    StreamSpan stream =
        telemetry
            .streams()
            .start(StreamStart.outbound(broken, StreamProtocol.SSE, "/chat", 0, null));

    assertThat(stream.isOver()).isTrue();
    assertThat(stream.context()).isSameAs(broken);
    assertThat(telemetry.spans()).isEmpty();
  }

  private <T> T attribute(AttributeKey<T> key) {
    return telemetry.span().getAttributes().get(key);
  }

  private long counter(String name) {
    return telemetry.counter(
        name,
        Attributes.of(StreamAttributes.PROTOCOL, "sse", StreamAttributes.DIRECTION, "outbound"));
  }
}
