/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeltaSamplingTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void slowStream_headThenDoubling() {
    List<long[]> taken = sample(new DeltaSampling(64), 1_000, index -> index * SECOND);

    assertThat(taken)
        .extracting(event -> event[0])
        .containsExactly(2L, 3L, 4L, 5L, 8L, 16L, 32L, 64L, 128L, 256L, 512L);
  }

  @Test
  void chunksInOneInstant_atMostTen() {
    List<long[]> taken = sample(new DeltaSampling(64), 1_000_000, index -> 5 * SECOND);

    assertThat(taken).hasSize(10);
  }

  @Test
  void burstAcrossTheEndOfASecond_atMostTenInAnySecond() {
    List<long[]> taken =
        sample(
            new DeltaSampling(64),
            1_000_000,
            index -> index <= 2 ? 0 : SECOND - 20_000_000 + index * 100_000);

    assertAtMostTenInAnySecond(taken);
  }

  @Test
  void randomPace_atMostTenInAnySecond() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long[] now = {random.nextLong() >> 8};
      List<long[]> taken =
          sample(
              new DeltaSampling(64),
              20_000,
              index -> now[0] += random.nextInt(50) == 0 ? random.nextInt(900_000_000) : 1_000);

      assertAtMostTenInAnySecond(taken);
      assertThat(taken).extracting(event -> event[0]).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void maximumReached_noMore() {
    DeltaSampling sampling = new DeltaSampling(3);

    List<long[]> taken = sample(sampling, 1_000, index -> index * SECOND);

    assertThat(taken).hasSize(3);
    assertThat(sampling.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void zero_neverAny() {
    assertThat(new DeltaSampling(0).next()).isEqualTo(Long.MAX_VALUE);
  }

  private static void assertAtMostTenInAnySecond(List<long[]> taken) {
    for (int i = 10; i < taken.size(); i++) {
      assertThat(taken.get(i)[1] - taken.get(i - 10)[1]).isGreaterThanOrEqualTo(SECOND);
    }
  }

  private static List<long[]> sample(DeltaSampling sampling, long chunks, Times times) {
    List<long[]> taken = new ArrayList<>();
    for (long index = 1; index <= chunks; index++) {
      long nanos = times.of(index);
      if (index >= sampling.next() && sampling.sample(index, nanos)) {
        taken.add(new long[] {index, nanos});
      }
    }
    return taken;
  }

  private interface Times {
    long of(long index);
  }
}
