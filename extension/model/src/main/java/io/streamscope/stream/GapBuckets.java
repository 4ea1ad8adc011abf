/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.util.List;

/**
 * The gaps of one stream, or of many, folded into the buckets of the histogram they are published
 * to. Counts, sums and the maximum are exact; a gap costs a few nanoseconds and no memory. Not
 * thread-safe: the owner's lock guards it.
 */
public final class GapBuckets {

  /** The bucket boundaries of every gap histogram, seconds: 10 ms, doubling to 81.92 s. */
  public static final List<Double> BOUNDARIES =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  private static final int SIZE = 15;
  private static final long FIRST_BOUNDARY_NANOS = 10_000_000L;

  private final long[] counts = new long[SIZE];
  private final long[] sums = new long[SIZE];
  private long shortCount; // of the first bucket, not yet in the arrays: most gaps are there
  private long shortSum;
  private long max;

  /** Adds one gap, nanoseconds. */
  public void add(long gap) {
    if (gap <= FIRST_BOUNDARY_NANOS) {
      shortCount++;
      shortSum += gap;
    } else {
      int bucket = bucket(gap);
      counts[bucket]++;
      sums[bucket] += gap;
    }
    if (gap > max) {
      max = gap;
    }
  }

  void addZeros(long count) {
    shortCount += count;
  }

  private void settle() {
    counts[0] += shortCount;
    sums[0] += shortSum;
    shortCount = 0;
    shortSum = 0;
  }

  /** Upper bounds are inclusive, as in OpenTelemetry's explicit buckets. */
  private static int bucket(long gap) {
    if (gap <= FIRST_BOUNDARY_NANOS) {
      return 0;
    }
    long multiples = (gap - 1) / FIRST_BOUNDARY_NANOS;
    return Math.min(SIZE - 1, Long.SIZE - Long.numberOfLeadingZeros(multiples));
  }

  void addAll(GapBuckets other) {
    other.settle();
    for (int i = 0; i < SIZE; i++) {
      counts[i] += other.counts[i];
      sums[i] += other.sums[i];
    }
    max = Math.max(max, other.max);
  }

  /**
   * About so many gaps in the same proportions, with the same means and the same maximum; at least
   * one of each bucket.
   */
  GapBuckets scaled(int total) {
    double factor = (double) total / count(); // settles
    GapBuckets scaled = new GapBuckets();
    scaled.max = max;
    for (int i = 0; i < SIZE; i++) {
      if (counts[i] > 0) {
        long share = Math.max(1, Math.round(counts[i] * factor));
        long sum = Math.round((double) sums[i] / counts[i] * share);
        scaled.counts[i] = share;
        scaled.sums[i] = i == bucket(max) ? Math.max(sum, max) : sum; // the maximum is one of them
      }
    }
    return scaled;
  }

  /** The longest gap, nanoseconds. */
  public long max() {
    return max;
  }

  long count() {
    settle();
    long count = 0;
    for (long each : counts) {
      count += each;
    }
    return count;
  }

  /**
   * Hands out values that put exactly these counts, sums and the maximum into a histogram with the
   * same boundaries, and forgets them.
   */
  void drainTo(Recorder recorder) {
    settle();
    double longest = max / 1e9;
    boolean maxIsDue = max > 0;
    for (int i = SIZE - 1; i >= 0; i--) {
      long count = counts[i];
      long sum = sums[i];
      counts[i] = 0;
      sums[i] = 0;
      if (count > 0 && maxIsDue) {
        recorder.record(longest);
        count--;
        sum -= max;
        maxIsDue = false;
      }
      // a rounded quotient must not climb into the next bucket or over the maximum
      double bound = i < SIZE - 1 ? Math.min(longest, BOUNDARIES.get(i)) : longest;
      double mean = count > 0 ? Math.min(bound, sum / 1e9 / count) : 0;
      for (long n = 0; n < count; n++) {
        recorder.record(mean);
      }
    }
    max = 0;
  }

  /** Where drained values go. */
  interface Recorder {
    void record(double seconds);
  }
}
