/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapBucketsTest {

  @Test
  void boundaries_areInclusive() {
    long[] gaps =
        GapBuckets.BOUNDARIES.stream()
            .mapToLong(boundary -> Math.round(boundary * 1e9))
            .flatMap(nanos -> LongStream.of(nanos - 1, nanos, nanos + 1))
            .toArray();

    assertSameAsDirect(gaps);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 10, 49, 1_000})
  void manyGapsOnABoundary_stayInItsBucket(int times) {
    for (double boundary : GapBuckets.BOUNDARIES) {
      long[] gaps = new long[times];
      Arrays.fill(gaps, Math.round(boundary * 1e9));

      assertSameAsDirect(gaps);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 10, 49, 1_000})
  void manyGapsJustAboveABoundary_stayInTheNextBucket(int times) {
    for (double boundary : GapBuckets.BOUNDARIES) {
      long[] gaps = new long[times];
      Arrays.fill(gaps, Math.round(boundary * 1e9) + 1);

      assertSameAsDirect(gaps);
    }
  }

  @Test
  void zeros_areInTheFirstBucket() {
    assertSameAsDirect(0, 0, 0);
  }

  @Test
  void oneGap_isExact() {
    assertSameAsDirect(123_456_789);
  }

  @Test
  void longestGapsOfAll_areInTheLastBucket() {
    assertSameAsDirect(81_920_000_001L, 3_600_000_000_000L, 31_536_000_000_000_000L);
  }

  @Test
  void randomGaps_countSumAndMaximumAreTheSame() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      long[] gaps =
          random
              .longs(1 + random.nextInt(2_000), 0, 1L << (10 + random.nextInt(30)))
              .map(gap -> random.nextInt(4) == 0 ? gap / 10_000_000 * 10_000_000 : gap)
              .toArray();

      assertSameAsDirect(gaps);
    }
  }

  @Test
  void bucketsOfTwoStreams_addUp() {
    GapBuckets one = buckets(5, 20_000_000, 700_000_000);
    one.addAll(buckets(90_000_000_000L, 20_000_001));
    one.addZeros(4);

    HistogramPointData sum = drained(one);
    HistogramPointData direct =
        recorded(
            histogram ->
                LongStream.of(5, 20_000_000, 700_000_000, 90_000_000_000L, 20_000_001, 0, 0, 0, 0)
                    .forEach(gap -> histogram.record(gap / 1e9)));

    assertSame(sum, direct);
  }

  @Test
  void scaledDown_keepsProportionsMeansAndMaximum() {
    GapBuckets many = new GapBuckets();
    for (int i = 0; i < 900_000; i++) {
      many.add(2_000_000 + i % 3);
    }
    for (int i = 0; i < 100_000; i++) {
      many.add(30_000_000);
    }
    many.add(5_000_000_000L);

    HistogramPointData scaled = drained(many.scaled(10_000));

    assertThat(scaled.getCounts().subList(0, 4)).containsExactly(9_000L, 0L, 1_000L, 0L);
    assertThat(scaled.getCount()).isEqualTo(10_001);
    assertThat(scaled.getMax()).isEqualTo(5.0);
    assertThat(scaled.getSum()).isCloseTo(9_000 * 0.002 + 1_000 * 0.03 + 5, within(0.001));
  }

  @Test
  void scaledDown_maximumFarAboveTheMeanOfItsBucketStaysPositive() {
    GapBuckets many = new GapBuckets();
    many.addZeros(1_000_000);
    many.add(9_000_000);

    HistogramPointData scaled = drained(many.scaled(2));

    assertThat(scaled.getMin()).isEqualTo(0.0);
    assertThat(scaled.getMax()).isEqualTo(0.009);
    assertThat(scaled.getCount()).isEqualTo(2);
  }

  @Test
  void drained_isEmpty() {
    GapBuckets buckets = buckets(1, 2, 3_000_000_000L);
    drained(buckets);

    assertThat(buckets.count()).isZero();
    assertThat(buckets.max()).isZero();
    buckets.drainTo(
        seconds -> {
          throw new AssertionError("nothing is left");
        });
  }

  private static void assertSameAsDirect(long... gaps) {
    GapBuckets buckets = buckets(gaps);
    assertThat(buckets.count()).isEqualTo(gaps.length);
    assertThat(buckets.max()).isEqualTo(Arrays.stream(gaps).max().orElse(0));

    HistogramPointData drained = drained(buckets);
    HistogramPointData direct =
        recorded(histogram -> Arrays.stream(gaps).forEach(gap -> histogram.record(gap / 1e9)));

    assertSame(drained, direct);
  }

  private static void assertSame(HistogramPointData drained, HistogramPointData direct) {
    assertThat(drained.getBoundaries()).isEqualTo(direct.getBoundaries());
    assertThat(drained.getCounts()).isEqualTo(direct.getCounts());
    assertThat(drained.getCount()).isEqualTo(direct.getCount());
    assertThat(drained.getMax()).isEqualTo(direct.getMax());
    assertThat(drained.getSum()).isCloseTo(direct.getSum(), within(1e-11 * (1 + direct.getSum())));
  }

  private static GapBuckets buckets(long... gaps) {
    GapBuckets buckets = new GapBuckets();
    Arrays.stream(gaps).forEach(buckets::add);
    return buckets;
  }

  private static HistogramPointData drained(GapBuckets buckets) {
    return recorded(histogram -> buckets.drainTo(histogram::record));
  }

  private static HistogramPointData recorded(Consumer<DoubleHistogram> recording) {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    SdkMeterProvider provider = SdkMeterProvider.builder().registerMetricReader(reader).build();
    recording.accept(
        provider
            .get("test")
            .histogramBuilder("gaps")
            .setExplicitBucketBoundariesAdvice(GapBuckets.BOUNDARIES)
            .build());
    return reader
        .collectAllMetrics()
        .iterator()
        .next()
        .getHistogramData()
        .getPoints()
        .iterator()
        .next();
  }
}
