/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamMetricsTest {

  private static final StreamscopeConfig DEFAULTS = StreamscopeConfig.defaults();
  private static final Attributes SSE = shape("sse").build();
  private static final Attributes NDJSON = shape("ndjson").build();

  @Test
  void finishedStream_isInEveryMetricOnce() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    StreamSpan stream = telemetry.open();
    telemetry.clock().advanceMillis(40);
    stream.chunk(10);
    telemetry.clock().advanceMillis(2_500);
    stream.chunk(20);
    telemetry.clock().advanceMillis(60);

    stream.complete();

    String route = shape("sse").put(StreamAttributes.HTTP_ROUTE, "/chat").build().toString();
    String outcome =
        shape("sse")
            .put(StreamAttributes.HTTP_ROUTE, "/chat")
            .put(StreamAttributes.OUTCOME, "complete")
            .build()
            .toString();
    String boundaries = GapBuckets.BOUNDARIES.toString();
    assertThat(telemetry.metricTexts())
        .containsOnly(
            Map.entry("streamscope.stream.active", counter("{stream}", "Open streams", 0)),
            Map.entry(
                "streamscope.stream.bytes", counter("By", "Payload bytes of all streams", 30)),
            Map.entry("streamscope.stream.chunks", counter("{chunk}", "Chunks of all streams", 2)),
            Map.entry(
                "streamscope.stream.stalls", counter("{stall}", "Gaps over the threshold", 1)),
            Map.entry(
                "streamscope.stream.chunk_gap",
                List.of(
                    "io.streamscope|HISTOGRAM|s|Gaps between chunks|"
                        + SSE
                        + " count=1 sum=2.5 min=2.5 max=2.5 buckets="
                        + boundaries
                        + "[0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]")),
            Map.entry(
                "streamscope.stream.duration",
                List.of(
                    "io.streamscope|HISTOGRAM|s|Duration of a stream|"
                        + outcome
                        + " count=1 sum=2.6 min=2.6 max=2.6 buckets="
                        + boundaries
                        + "[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]")),
            Map.entry(
                "streamscope.stream.time_to_first_chunk",
                List.of(
                    "io.streamscope|HISTOGRAM|s|From the request to the first chunk|"
                        + route
                        + " count=1 sum=0.04 min=0.04 max=0.04 buckets="
                        + boundaries
                        + "[0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]")));
  }

  private static List<String> counter(String unit, String description, long value) {
    return List.of("io.streamscope|LONG_SUM|" + unit + "|" + description + "|" + SSE + "=" + value);
  }

  @Test
  void unsampledStreams_haveTheSameMetrics() {
    RecordedTelemetry sampled = RecordedTelemetry.sampled(DEFAULTS);
    RecordedTelemetry unsampled = RecordedTelemetry.unsampled(DEFAULTS);

    everyKindOfStream(sampled);
    everyKindOfStream(unsampled);

    assertThat(unsampled.metricTexts()).isEqualTo(sampled.metricTexts()).hasSize(8);
    assertThat(sampled.spans()).hasSize(7);
    assertThat(unsampled.spans()).isEmpty();
  }

  private static void everyKindOfStream(RecordedTelemetry telemetry) {
    StreamSpan stillOpen = telemetry.open();
    stillOpen.chunk(1);
    chunks(telemetry, 2, 1).complete();
    chunks(telemetry, 40, 2_001).disconnect();
    chunks(telemetry, 3, 20).cancel();
    chunks(telemetry, 0, 1).timeout();
    chunks(telemetry, 1, 81_921).fail(new IllegalStateException("failed"));
    chunks(telemetry, 700, 10).abandon("gc");
    StreamSpan renamed = chunks(telemetry, 5, 5);
    renamed.reclassify(StreamProtocol.NDJSON, "/other");
    renamed.sent(9, 99, 9, telemetry.clock().getAsLong());
    renamed.complete();
  }

  private static StreamSpan chunks(RecordedTelemetry telemetry, int count, long gapMillis) {
    StreamSpan stream = telemetry.open();
    for (int i = 0; i < count; i++) {
      telemetry.clock().advanceMillis(gapMillis);
      stream.chunk(i);
    }
    return stream;
  }

  @Test
  void noMetricsAndUnsampled_nothingIsTimed() {
    RecordedTelemetry telemetry = RecordedTelemetry.unsampled(DEFAULTS.withoutMetrics());
    StreamSpan stream = telemetry.open();
    stream.chunk(1);
    telemetry.clock().advanceMillis(5_000);
    stream.chunk(1);
    stream.reclassify(StreamProtocol.NDJSON, "/other");

    stream.fail(new IllegalStateException("failed"));

    assertThat(stream.nanoTime()).isZero();
    assertThat(stream.isOver()).isTrue();
    assertThat(telemetry.metrics()).isEmpty();
    assertThat(telemetry.spans()).isEmpty();
    assertThat(telemetry.logs()).isEmpty();
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  @Test
  void noMetricsButSampled_spanIsWhole() {
    RecordedTelemetry telemetry = RecordedTelemetry.sampled(DEFAULTS.withoutMetrics());
    StreamSpan stream = telemetry.open();
    stream.chunk(7);

    stream.complete();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.BYTES)).isEqualTo(7);
    assertThat(telemetry.metrics()).isEmpty();
  }

  @Test
  void reclassified_movesToItsNewProtocol() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    StreamSpan stream =
        telemetry
            .streams()
            .start(
                StreamStart.outbound(
                    Context.root(),
                    StreamProtocol.CHUNKED,
                    "/chat",
                    telemetry.clock().getAsLong(),
                    null));
    Attributes chunked = shape("chunked").build();
    assertThat(telemetry.counter("streamscope.stream.active", chunked)).isEqualTo(1);

    stream.reclassify(StreamProtocol.NDJSON, "/chat");
    assertThat(telemetry.counter("streamscope.stream.active", chunked)).isZero();
    assertThat(telemetry.counter("streamscope.stream.active", NDJSON)).isEqualTo(1);
    stream.chunk(5);
    stream.complete();

    assertThat(telemetry.counter("streamscope.stream.active", NDJSON)).isZero();
    assertThat(telemetry.counter("streamscope.stream.chunks", NDJSON)).isEqualTo(1);
    assertThat(telemetry.counter("streamscope.stream.chunks", chunked)).isZero();
    assertThat(telemetry.span().getName()).isEqualTo("ndjson_stream /chat");
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.PROTOCOL)).isEqualTo("ndjson");
  }

  @Test
  void reclassifiedAsWhatItIs_changesNothing() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    StreamSpan stream = telemetry.open();

    stream.reclassify(StreamProtocol.SSE, "/chat");
    stream.complete();

    assertThat(telemetry.span().getName()).isEqualTo("sse_stream /chat");
    assertThat(telemetry.counter("streamscope.stream.active", SSE)).isZero();
  }

  @Test
  void moreThan200Routes_theRestIsOther() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    for (int i = 0; i < 250; i++) {
      telemetry
          .streams()
          .start(
              StreamStart.outbound(
                  Context.root(),
                  StreamProtocol.SSE,
                  "/route/" + i,
                  telemetry.clock().getAsLong(),
                  null))
          .complete();
    }

    Map<Attributes, HistogramPointData> durations =
        telemetry.histogram("streamscope.stream.duration");
    assertThat(durations).hasSize(201);
    Attributes other =
        shape("sse")
            .put(StreamAttributes.HTTP_ROUTE, "other")
            .put(StreamAttributes.OUTCOME, "complete")
            .build();
    assertThat(durations.get(other).getCount()).isEqualTo(50);
    assertThat(
            telemetry.counter(
                "streamscope.telemetry.dropped", Attributes.of(StreamAttributes.REASON, "label")))
        .isEqualTo(50);
    assertThat(telemetry.spans().get(249).getName()).isEqualTo("sse_stream /route/249");
  }

  @Test
  void millionChunks_hundredThousandGapsArePublishedAndTheRestIsCounted() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    StreamSpan stream = telemetry.open();
    for (int i = 0; i < 1_000_001; i++) {
      telemetry.clock().advanceMillis(i % 10 == 0 ? 15 : 3);
      stream.chunk(10);
    }

    stream.complete();

    HistogramPointData gaps = telemetry.histogram("streamscope.stream.chunk_gap").get(SSE);
    assertThat(gaps.getCounts().subList(0, 3)).containsExactly(90_000L, 10_000L, 0L);
    assertThat(gaps.getSum()).isCloseTo(90_000 * 0.003 + 10_000 * 0.015, within(1e-6));
    assertThat(telemetry.counter("streamscope.stream.chunks", SSE)).isEqualTo(1_000_001);
    assertThat(
            telemetry.counter(
                "streamscope.telemetry.dropped", Attributes.of(StreamAttributes.REASON, "gap")))
        .isEqualTo(900_000);
  }

  @Test
  void longAnswerOfAFastModel_allGapsArePublished() {
    assertThat(publishedGaps(60_001, 250_000)).isEqualTo(60_000); // 4,000 a second
  }

  @Test
  void burst_allGapsArePublished() {
    assertThat(publishedGaps(20_001, 0)).isEqualTo(20_000);
  }

  @Test
  void bulkTransfer_gapsArePublishedAsForTheTimeItTook() {
    assertThat(publishedGaps(200_001, 10_000)).isEqualTo(30_000); // two seconds
  }

  private static long publishedGaps(int chunks, long gapNanos) {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    StreamSpan stream = telemetry.open();
    for (int i = 0; i < chunks; i++) {
      if (i > 0) {
        telemetry.clock().advanceNanos(gapNanos);
      }
      stream.chunk(10);
    }
    stream.complete();
    long published = telemetry.histogram("streamscope.stream.chunk_gap").get(SSE).getCount();
    long cut =
        telemetry.counter(
            "streamscope.telemetry.dropped", Attributes.of(StreamAttributes.REASON, "gap"));
    assertThat(published + cut).isEqualTo(chunks - 1);
    return published;
  }

  @Test
  void manyStreamsInAnyOrder_activeReturnsToZero() {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.IDLE_LIMIT, "1d");

    Threads.race(8, number -> everyKindOfStream(telemetry));

    assertThat(telemetry.counter("streamscope.stream.active", SSE)).isEqualTo(8);
    telemetry.runtime().openStreams().shutdown();
    assertThat(telemetry.counter("streamscope.stream.active", SSE)).isZero();
    assertThat(telemetry.counter("streamscope.stream.active", NDJSON)).isZero();
    assertThat(telemetry.spans()).hasSize(8 * 8);
  }

  @Test
  void contextLost_namesTheModule() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();

    telemetry.runtime().metrics().contextLost("spring-webmvc-stream-5.3");

    assertThat(
            telemetry.counter(
                "streamscope.context.lost",
                Attributes.of(StreamAttributes.MODULE, "spring-webmvc-stream-5.3")))
        .isEqualTo(1);
  }

  private static AttributesBuilder shape(String protocol) {
    return Attributes.builder()
        .put(StreamAttributes.PROTOCOL, protocol)
        .put(StreamAttributes.DIRECTION, "outbound");
  }
}
