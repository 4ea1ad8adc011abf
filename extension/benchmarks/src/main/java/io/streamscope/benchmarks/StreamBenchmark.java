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

/** What a stream costs from its start to its end, with one chunk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StreamBenchmark {

  /** Sampled with events, sampled without, unsampled. */
  @Param({"sampled", "sampled-no-events", "unsampled"})
  public String mode = "sampled";

  private Telemetry telemetry = new Telemetry("unsampled");

  /** A real SDK. */
  @Setup
  public void open() {
    telemetry = new Telemetry(mode);
  }

  /** Start, one chunk, complete. */
  @Benchmark
  public StreamSpan stream() {
    StreamSpan stream = telemetry.outbound();
    stream.chunk(48);
    stream.complete();
    return stream;
  }
}
