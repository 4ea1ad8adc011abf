/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

import io.streamscope.stream.StreamSpan;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one more chunk of an open stream costs; the clock alone is the yardstick. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkBenchmark {

  /** Sampled with delta events, sampled without, unsampled, unsampled without metrics. */
  @Param({"sampled", "sampled-no-events", "unsampled", "unsampled-no-metrics"})
  public String mode = "sampled";

  private StreamSpan stream = StreamSpan.none(io.opentelemetry.context.Context.root());

  /** One stream for the whole run: the same after millions of chunks. */
  @Setup
  public void open() {
    stream = new Telemetry(mode).outbound();
  }

  /** The yardstick. */
  @Benchmark
  public long clock() {
    return System.nanoTime();
  }

  /** A chunk, timed by the stream. */
  @Benchmark
  public void chunk() {
    stream.chunk(48);
  }

  /** A call of send with one chunk: entry and exit are timed. */
  @Benchmark
  public long send() {
    long start = stream.nanoTime();
    return stream.sent(1, 48, 0, start);
  }
}
