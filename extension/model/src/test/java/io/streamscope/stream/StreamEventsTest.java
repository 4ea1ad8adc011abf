/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamEventsTest {

  private static final Attributes STALL_EVENT_DROPPED =
      Attributes.of(StreamAttributes.REASON, "stall_event");

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "5, 4", "10, 5", "100, 8", "1000, 11", "1000000, 21"})
  void deltas_growWithTheLogarithm(int chunks, int expected) {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    StreamSpan stream = telemetry.open();
    for (int i = 0; i < chunks; i++) {
      telemetry.clock().advanceMillis(200);
      stream.chunk(3);
    }

    stream.complete();

    assertThat(telemetry.events("delta")).hasSize(expected);
    assertSumsWithinTotals(telemetry, chunks, 3L * chunks);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "7", "64"})
  void deltas_neverExceedTheMaximum(String max) {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.DELTA_EVENTS_MAX, max);
    StreamSpan stream = telemetry.open();
    for (int i = 0; i < 200_000; i++) {
      telemetry.clock().advanceMillis(150);
      stream.chunk(1);
    }

    stream.complete();

    int unlimited = 4 + 15; // a head of four, then 8, 16, … 131072
    assertThat(telemetry.events("delta")).hasSize(Math.min(Integer.parseInt(max), unlimited));
  }

  @Test
  void firstCallWithSeveralChunks_hasFirstChunkEvent() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    StreamSpan stream = telemetry.open();
    stream.sent(3, 30, 0, telemetry.clock().getAsLong());
    telemetry.clock().advanceMillis(1);
    stream.chunk(5);

    stream.complete();

    assertThat(telemetry.eventNames())
        .containsExactly("stream_start", "first_chunk", "delta", "stream_complete");
    assertThat(telemetry.events("first_chunk").get(0).getAttributes())
        .isEqualTo(Attributes.of(StreamEvent.BYTES, 30L));
    assertThat(telemetry.events("delta").get(0).getAttributes())
        .isEqualTo(
            Attributes.of(StreamEvent.INDEX, 4L, StreamEvent.CHUNKS, 1L, StreamEvent.BYTES, 5L));
  }

  @Test
  void millionChunksWithStalls_finalEventIsThere() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.DELTA_EVENTS_MAX, "64");
    StreamSpan stream = telemetry.open();
    int chunks = 1_000_000;
    for (int i = 0; i < chunks; i++) {
      telemetry.clock().advanceMillis(i % 1_000 == 999 ? 2_001 : 1);
      stream.chunk(4);
    }

    stream.fail(new IllegalStateException("after all"));

    SpanData span = telemetry.span();
    assertThat(span.getTotalRecordedEvents()).isLessThan(128).isEqualTo(span.getEvents().size());
    assertThat(telemetry.events("stall"))
        .hasSize(32)
        .allSatisfy(
            event ->
                assertThat(event.getAttributes()).isEqualTo(Attributes.of(StreamEvent.GAP, 2.001)));
    assertThat(span.getEvents().get(span.getEvents().size() - 1).getName())
        .isEqualTo("stream_error");
    assertThat(span.getAttributes().get(StreamAttributes.STALL_COUNT)).isEqualTo(1_000);
    assertThat(telemetry.counter("streamscope.telemetry.dropped", STALL_EVENT_DROPPED))
        .isEqualTo(1_000 - 32);
    assertThat(
            telemetry.counter(
                "streamscope.stream.stalls",
                Attributes.of(
                    StreamAttributes.PROTOCOL, "sse", StreamAttributes.DIRECTION, "outbound")))
        .isEqualTo(1_000);
    assertSumsWithinTotals(telemetry, chunks, 4L * chunks);
  }

  @Test
  void gapOfExactlyTheThreshold_isNoStall() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.STALL_THRESHOLD, "50ms");
    StreamSpan stream = telemetry.open();
    stream.chunk(1);
    telemetry.clock().advanceMillis(50);
    stream.chunk(1);
    telemetry.clock().advanceNanos(50_000_001);
    stream.chunk(1);
    telemetry.clock().advanceMillis(500);

    stream.complete();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.STALL_COUNT)).isEqualTo(1);
    assertThat(telemetry.events("stall"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getAttributes())
                    .isEqualTo(Attributes.of(StreamEvent.GAP, 0.050000001)));
  }

  @Test
  void eventsToLog_areLogRecordsAndNotOnTheSpan() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.STREAM_EVENTS, "log");
    StreamSpan stream = telemetry.open();
    stream.chunk(10);
    telemetry.clock().advanceMillis(3_000);
    stream.chunk(20);

    stream.complete();

    SpanData span = telemetry.span();
    assertThat(span.getEvents()).isEmpty();
    assertThat(telemetry.logs())
        .allSatisfy(log -> assertThat(log.getSpanContext()).isEqualTo(span.getSpanContext()))
        .extracting(LogRecordData::getEventName)
        .containsExactly(
            "streamscope.stream.stream_start",
            "streamscope.stream.first_chunk",
            "streamscope.stream.stall",
            "streamscope.stream.delta",
            "streamscope.stream.stream_complete");
    assertThat(telemetry.logs().get(2))
        .hasAttributesSatisfyingExactly(equalTo(StreamEvent.GAP, 3.0));
    assertThat(telemetry.logs().get(4))
        .hasAttributesSatisfyingExactly(
            equalTo(StreamEvent.CHUNKS, 2), equalTo(StreamEvent.BYTES, 30));
  }

  @Test
  void eventsToNowhere_leaveTheAttributes() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.STREAM_EVENTS, "none");
    StreamSpan stream = telemetry.open();
    stream.chunk(10);
    telemetry.clock().advanceMillis(3_000);
    stream.chunk(20);

    stream.complete();

    assertThat(telemetry.span().getEvents()).isEmpty();
    assertThat(telemetry.logs()).isEmpty();
    Map<?, ?> attributes = telemetry.span().getAttributes().asMap();
    assertThat(attributes.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2L);
    assertThat(attributes.get(StreamAttributes.STALL_COUNT)).isEqualTo(1L);
  }

  @Test
  void unsampledStream_hasNoLogEventsEither() {
    RecordedTelemetry telemetry =
        RecordedTelemetry.unsampled(
            StreamscopeConfig.defaults().with(ConfigKey.STREAM_EVENTS, "log"));
    StreamSpan stream = telemetry.open();
    stream.chunk(10);

    stream.complete();

    assertThat(telemetry.logs()).isEmpty();
    assertThat(telemetry.spans()).isEmpty();
  }

  private static void assertSumsWithinTotals(RecordedTelemetry telemetry, long chunks, long bytes) {
    long sumOfChunks = 1;
    long sumOfBytes = telemetry.events("first_chunk").get(0).getAttributes().get(StreamEvent.BYTES);
    long lastIndex = 1;
    for (EventData delta : telemetry.events("delta")) {
      Attributes attributes = delta.getAttributes();
      assertThat(attributes.get(StreamEvent.INDEX)).isGreaterThan(lastIndex);
      assertThat(attributes.get(StreamEvent.CHUNKS))
          .isEqualTo(attributes.get(StreamEvent.INDEX) - lastIndex);
      lastIndex = attributes.get(StreamEvent.INDEX);
      sumOfChunks += attributes.get(StreamEvent.CHUNKS);
      sumOfBytes += attributes.get(StreamEvent.BYTES);
    }
    assertThat(sumOfChunks).isEqualTo(lastIndex).isLessThanOrEqualTo(chunks);
    assertThat(sumOfBytes).isLessThanOrEqualTo(bytes);
    List<EventData> events = telemetry.span().getEvents();
    assertThat(events.get(events.size() - 1).getAttributes())
        .isEqualTo(Attributes.of(StreamEvent.CHUNKS, chunks, StreamEvent.BYTES, bytes));
  }
}
